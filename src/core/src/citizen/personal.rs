//! A wrapper for whatever tells something about a person.

use std::fmt;

use zeroize::Zeroize;

/// Personal data. It prints as `[personal]`, is read only through [`Personal::expose`], which is easy
/// to search for, and is overwritten when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Personal<T: Zeroize>(T);

impl<T: Zeroize> Personal<T> {
    /// Takes `value` into keeping.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the one place that needs it.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Personal<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl<T: Zeroize> fmt::Display for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_prints_nothing_of_its_value() {
        let name = Personal::new(String::from("Nguyễn Văn An"));
        assert_eq!(
            format!("{name} {name:?} {:#?}", Some(&name)),
            "[personal] [personal] Some(\n    [personal],\n)"
        );
        assert_eq!(name.expose(), "Nguyễn Văn An");
    }
}
