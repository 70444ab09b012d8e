//! `cargo xtask bench probe`: see [`linux`].

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("bench probe: it needs Linux and its network namespaces.");
}
