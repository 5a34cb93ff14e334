//! The child process and the kiosk's side of it.

use std::time::Duration;

use super::*;

/// 81 million steps: no limit of Typst's own stops them.
const SLOW: &str = "#for a in range(9000) { for b in range(9000) { let c = a * b } }";
const SIGABRT: i32 = 6;
const SIGXCPU: i32 = 24;

fn child() -> Renderer {
    child_with_limits(1024, 3).with_deadline(Duration::from_secs(60))
}

#[test]
fn the_child_gives_what_the_library_gives() {
    let job = filled_job();
    assert_eq!(child().render(&job), typeset(&job));
}

#[test]
fn the_child_reports_a_fault_as_the_library_does() {
    let job = job("#read(\"/etc/passwd\")", &filled());
    assert_eq!(child().render(&job), typeset(&job));
}

#[test]
fn a_warm_renderer_serves_one_citizen_after_another() {
    let renderer = child();
    renderer.warm().unwrap();
    for template in [CT01, "#panic()", CT01] {
        let job = job(template, &filled());
        assert_eq!(renderer.render(&job), typeset(&job));
    }
}

#[test]
fn processor_time_is_limited() {
    let renderer = child_with_limits(1024, 1).with_deadline(Duration::from_secs(60));
    let why = renderer.render(&job(SLOW, &filled())).unwrap_err();
    assert_eq!(why, RenderError::Killed { signal: SIGXCPU });
}

#[test]
fn memory_is_limited() {
    let renderer = child_with_limits(256, 20).with_deadline(Duration::from_secs(60));
    let hog = "#let s = \"x\"\n#for _ in range(40) { s = s + s }";
    let why = renderer.render(&job(hog, &filled())).unwrap_err();
    assert_eq!(why, RenderError::Killed { signal: SIGABRT });
}

/// Typst asks for its stack piece by piece, and panics when it gets none.
#[test]
fn a_nesting_too_deep_for_the_memory_is_told_as_a_break_down() {
    let renderer = child_with_limits(512, 20).with_deadline(Duration::from_secs(60));
    let nested = "#let s = \"eval(s, scope: (s: s))\"\n#eval(s, scope: (s: s))";
    let why = renderer.render(&job(nested, &filled())).unwrap_err();
    assert_eq!(why, RenderError::Crashed);
}

#[test]
fn an_endless_render_ends_at_the_deadline_and_the_next_one_works() {
    let renderer = child_with_limits(1024, 30).with_deadline(Duration::from_millis(50));
    let why = renderer.render(&job(SLOW, &filled())).unwrap_err();
    assert_eq!(why, RenderError::TimedOut { after_ms: 50 });
    let renderer = renderer.with_deadline(Duration::from_secs(60));
    assert!(renderer.render(&filled_job()).is_ok());
}

/// More than a pipe holds, so that a child that reads nothing blocks us.
fn big_job() -> RenderJob {
    job(&"// filler\n".repeat(50_000), &filled())
}

fn failure_of(program: &str, args: &[&str], deadline: Duration, job: &RenderJob) -> RenderError {
    let args = args.iter().map(|arg| (*arg).to_owned()).collect();
    Renderer::new(program.into(), args).with_deadline(deadline).render(job).unwrap_err()
}

#[test]
fn a_program_that_is_no_render_process_is_told_apart() {
    let long = Duration::from_secs(60);
    let ended = failure_of("/bin/true", &[], long, &big_job());
    assert_eq!(ended, RenderError::Exited { code: 0 });
    let echo = failure_of("/bin/cat", &[], long, &filled_job());
    assert_eq!(echo, RenderError::Garbled);
    let deaf = failure_of("/bin/sleep", &["600"], Duration::from_millis(20), &big_job());
    assert_eq!(deaf, RenderError::TimedOut { after_ms: 20 });
    let missing = failure_of("/nonexistent", &[], long, &filled_job());
    assert!(matches!(missing, RenderError::Spawn { .. }), "{missing:?}");
}

#[test]
fn the_child_sees_nothing_of_the_kiosks_surroundings() {
    let shell = "env | grep -qv -e ^RAYON_ -e ^MALLOC_ -e ^PWD= -e ^SHLVL= -e ^_= && exit 3; exit 4";
    let renderer = Renderer::new("/bin/sh".into(), vec!["-c".into(), shell.into()]);
    let why = renderer.render(&big_job()).unwrap_err();
    assert_eq!(why, RenderError::Exited { code: 4 });
}
