//! dev
use testkit::thunderbird::*;
#[test]
fn dev() {
    let p = Profile::new("").unwrap();
    let t0 = std::time::Instant::now();
    let mut tb = p.start().unwrap();
    println!("start {:?}", t0.elapsed());
    println!("{}", tb.version().unwrap());
    let zip = std::fs::read("/tmp/tbx/dev.zip").unwrap();
    tb.import_profile_backup("a b.zip", &zip).unwrap();
    println!("{:#?}", tb.accounts());
    println!("{:#?}", tb.read_autoconfig("<a/>"));
    println!("{:?}", t0.elapsed());
    tb.quit().unwrap();
    println!("quit {:?}", t0.elapsed());
    let mut tb = p.start().unwrap();
    println!("{:#?}", tb.accounts());
    tb.quit().unwrap();
    println!("quit {:?}", t0.elapsed());
}
