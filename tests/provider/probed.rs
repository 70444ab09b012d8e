//! The probe asks the real servers: healthy, with a port closed, with an expired certificate.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::profile::{self, HostName, Profile, Security};
use engine::report::{EndpointReport, StageName, Status};
use probe::resolve::Hosts;
use probe::{Config, Target, TrustRoots, probe};
use testkit::provider::{ENDPOINTS, Options, Provider, ready};

/// A name of the provider's domain that its certificate is not for.
const WRONG: &str = "mail.harbor.example";

/// What the probe must know to find the provider: its names, network and authority.
fn config(provider: &Provider) -> Arc<Config> {
    let names = provider.hosts().into_iter().chain([WRONG.to_owned()]);
    let ip = IpAddr::from(provider.ip());
    let table: BTreeMap<_, _> = names.map(|name| (name, vec![ip])).collect();
    let roots = TrustRoots::file(provider.roots_pem()).unwrap();
    let mut config = Config::new(Arc::new(Hosts { table, next: None }), roots);
    config.allow_networks.push(provider.ip().to_string().parse().unwrap());
    // Loaded machines stall for seconds, which is not what is tried here.
    config.limits.endpoint = Duration::from_secs(60);
    Arc::new(config)
}

async fn report(provider: &Provider, target: Target) -> EndpointReport {
    probe(&target, &config(provider), |_| {}).await
}

fn profile(provider: &Provider) -> Profile {
    let profile = profile::load("the local provider", &provider.profile_json()).unwrap();
    assert_eq!(profile.endpoints.len(), ENDPOINTS.len());
    profile
}

fn start() -> Option<Provider> {
    ready().then(|| Provider::start(Options::default()).unwrap())
}

async fn all_well(provider: &Provider) {
    for endpoint in &profile(provider).endpoints {
        let report = report(provider, endpoint.into()).await;
        let why = || format!("{report:#?}\n{}", provider.logs());
        assert_eq!((report.status, report.code.as_deref()), (Status::Ok, None), "{}", why());
        let address = &report.addresses[0];
        assert_eq!(address.reached, StageName::Capabilities, "{}", why());
        let names: Vec<StageName> = address.stages.iter().map(|stage| stage.name).collect();
        assert_eq!(names, EndpointReport::plan(endpoint.security));
        assert!(address.stages.iter().all(|stage| stage.status == Status::Ok), "{}", why());
        let data = |name| {
            let found = address.stages.iter().find(|stage| stage.name == name).unwrap();
            found.data.clone().unwrap_or_default()
        };
        assert_eq!(data(StageName::Tls).version.as_deref(), Some("1.3"));
        let certificate = data(StageName::Certificate).certificate.unwrap();
        assert_eq!((certificate.chain, certificate.problems), (2, Vec::new()));
        assert!(data(StageName::Capabilities).auth.unwrap().contains(&"PLAIN".to_owned()), "{}", why());
        if endpoint.security == Security::Starttls {
            let plain = address.stages.iter().find(|stage| stage.name == StageName::PlaintextAuth).unwrap();
            assert_eq!(plain.code.as_deref(), Some("refused"), "{}", why());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn healthy_endpoints_are_well() {
    let Some(provider) = start() else { return };
    all_well(&provider).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_certificate_is_called_so_everywhere() {
    let Some(mut provider) = start() else { return };
    provider.expire_certificate().unwrap();
    for endpoint in &profile(&provider).endpoints {
        let report = report(&provider, endpoint.into()).await;
        let found = (report.status, report.code.as_deref());
        assert_eq!(found, (Status::Fail, Some("expired")), "{report:#?}\n{}", provider.logs());
    }
    provider.renew_certificate().unwrap();
    all_well(&provider).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_endpoint_refuses_and_the_others_are_well() {
    let Some(mut provider) = start() else { return };
    let endpoints = profile(&provider).endpoints;
    // One of each server.
    for port in [993, 465] {
        provider.stop_endpoint(port).unwrap();
        for endpoint in &endpoints {
            let report = report(&provider, endpoint.into()).await;
            let wanted =
                if endpoint.port == port { (Status::Fail, Some("refused")) } else { (Status::Ok, None) };
            let found = (report.status, report.code.as_deref());
            assert_eq!(found, wanted, "{report:#?}\n{}", provider.logs());
        }
        provider.start_endpoint(port).unwrap();
    }
    all_well(&provider).await;
    assert!(provider.stop_endpoint(25).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_the_certificate_is_not_for_is_called_so() {
    let Some(provider) = start() else { return };
    for endpoint in &profile(&provider).endpoints {
        let host: HostName = WRONG.to_owned().try_into().unwrap();
        let report = report(&provider, Target { host, ..endpoint.into() }).await;
        let found = (report.status, report.code.as_deref());
        assert_eq!(found, (Status::Fail, Some("name_mismatch")), "{report:#?}\n{}", provider.logs());
    }
}
