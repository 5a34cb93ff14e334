//! Compiles the screens and bundles their translations.
use std::collections::HashMap;
use std::path::PathBuf;

use slint_build::{CompilerConfiguration, DefaultTranslationContext};

fn main() -> Result<(), slint_build::CompileError> {
    // The icons: a file of Slint, of which only what is named gets into the program.
    let libraries = HashMap::from([("lucide".to_owned(), PathBuf::from(lucide_slint::lib()))]);
    let config = CompilerConfiguration::new()
        .with_style("fluent-light".into())
        .with_library_paths(libraries)
        .with_bundled_translations("lang")
        .with_default_translation_context(DefaultTranslationContext::None);
    slint_build::compile_with_config("slint/app.slint", config)
}
