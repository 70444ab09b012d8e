//! The companion's routes.

use crate::api;
use crate::check::{Asker, Desk};
use crate::client::{Peer, client, household};
use crate::config::Config;
use crate::discovery::{self, Discovery};
use crate::error::Error;
use crate::files::{Asset, Cache, PageFiles};
use crate::hosts::Hosts;
use crate::limit::Limiter;
use crate::log::log;
use crate::notice::NoticeFile;
use crate::places::Places;
use crate::policy::Policy;
use crate::seal::{Sealer, TokenKey};
use crate::share;
use crate::sign::Signer;
use crate::site_routes;
use axum::Router;
use axum::http::HeaderMap;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use engine::Profile;
use engine::text::{Command, Files, Findings, Lang, Texts};
use site::Data;
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

/// How many times a signed profile may be fetched for each time that one may be made: iOS fetches each twice,
/// and more than one person may stand behind an address. Signing takes up to a millisecond.
const SIGNED_AS_OFTEN: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// What every route may ask for.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) profile: Profile,
    pub(crate) profile_json: Option<Asset>,
    pub(crate) openapi: Option<Asset>,
    pub(crate) profile_schema: Option<Asset>,
    pub(crate) texts: [Spoken; Lang::ALL.len()],
    pub(crate) files: HashMap<String, Asset>,
    pub(crate) discovery: Discovery,
    pub(crate) sealer: Sealer,
    pub(crate) signer: Option<Arc<Signer>>,
    pub(crate) apple_limit: Limiter,
    pub(crate) signing_limit: Limiter,
    pub(crate) check_limit: Limiter,
    pub(crate) places: Places,
    pub(crate) desk: Arc<Desk>,
    pub(crate) notice: Option<NoticeFile>,
}

/// The texts of one language that the companion says or puts into files.
pub(crate) struct Spoken {
    pub(crate) lang: Lang,
    pub(crate) command: Texts<Command>,
    pub(crate) findings: Texts<Findings>,
    pub(crate) files: Texts<Files>,
}

impl Spoken {
    fn new(lang: Lang, data: &Data) -> Result<Self, Error> {
        Ok(Self { lang, command: data.texts(lang)?, findings: data.texts(lang)?, files: data.texts(lang)? })
    }
}

impl App {
    /// Whom a request counts for.
    pub(crate) fn household(&self, peer: Option<&Peer>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.copied().unwrap_or_default();
        household(client(peer.0, headers, &self.config.trusted_proxies))
    }

    /// The texts in `lang`.
    pub(crate) fn texts(&self, lang: Lang) -> &Spoken {
        self.texts.iter().find(|spoken| spoken.lang == lang).unwrap_or(&self.texts[0])
    }
}

/// The companion as a service: API, health and the page's files, which may be none. The files
/// are served as they are; [`page`](crate::page) puts the profile into them.
///
/// # Errors
/// [`Error`] where no key can be made, the authorities of `[probe]` or the files of `[signing]` cannot be
/// used, or the program's own data is wrong.
pub fn app(config: Config, data: &Data, profile: Profile, page: PageFiles) -> Result<Router, Error> {
    let shared = Shared::of(&config)?;
    app_with(config, data, profile, page, shared)
}

/// What all providers of one program have together. Clones are one.
#[derive(Clone)]
pub(crate) struct Shared {
    places: Places,
    signer: Option<Arc<Signer>>,
}

impl Shared {
    /// As the program's configuration has it.
    ///
    /// # Errors
    /// [`Error`] where the files of `[signing]` cannot be used.
    pub(crate) fn of(config: &Config) -> Result<Self, Error> {
        let limits = &config.limits;
        let places =
            Places::new(limits.streams.get(), limits.streams_per_client.get(), config.metrics.clone());
        let open = |signing| Signer::open(signing, config.clock.clone(), config.metrics.clone());
        let signer = config.signing.clone().map(open).transpose()?.map(Arc::new);
        if let Some(signer) = &signer {
            signer.watch();
        }
        Ok(Self { places, signer })
    }
}

/// The same, with what others have too.
pub(crate) fn app_with(
    config: Config,
    data: &Data,
    profile: Profile,
    page: PageFiles,
    Shared { places, signer }: Shared,
) -> Result<Router, Error> {
    let key = config.token_key.clone().map_or_else(TokenKey::random, Ok)?;
    let policy = Arc::new(Policy::new(&config.frame_sources()));
    let asker = Asker::new(config.prober()?, config.check.control_places());
    let name = share::Name::new(config.share.prefix(), &profile);
    let store = config
        .share
        .store(|place| share::Store::new(place, config.share.prefix(), config.metrics.clone()))?;
    let turns = |kind| store.clone().map(|store| share::Turns::new(store, name.clone(), kind, &key));
    let limits = &config.limits;
    let check_limit = Limiter::new(limits.checks_per_minute, turns("checks"));
    let apple_limit = Limiter::new(limits.apple_profiles_per_minute, turns("apple-profiles"));
    // What was found from elsewhere, or of other servers, is not what is found here.
    let from = [config.check.vantage.clone(), format!("{:?}", config.probe)];
    let from = from.each_ref().map(String::as_str);
    let shared = store.map(|store| share::Checks::new(store, name, &from, Desk::keep(&config.check)));
    let desk = Desk::new(asker, config.check.clone(), config.clock.clone(), config.metrics.clone(), shared);
    let texts = [Spoken::new(Lang::En, data)?, Spoken::new(Lang::Es, data)?];
    let discovery = Discovery::new(&profile, &texts[0].files);
    let hosts = Arc::new(Hosts::new(config.hosts.clone(), discovery.family()));
    let apps = data.clients().iter().map(|card| card.id.to_string()).collect();
    let app = Arc::new(App {
        check_limit,
        places,
        desk: Arc::new(desk),
        notice: config.notice.clone().map(|file| NoticeFile::new(file, apps)),
        sealer: Sealer::new(&key)?,
        signer,
        apple_limit,
        signing_limit: Limiter::new(limits.apple_profiles_per_minute.saturating_mul(SIGNED_AS_OFTEN), None),
        profile_json: serde_json::to_vec(&profile)
            .ok()
            .and_then(|json| Asset::json(json, Cache::FiveMinutes)),
        openapi: Asset::json(api::OPENAPI.into(), Cache::FiveMinutes),
        profile_schema: Asset::json(site::PROFILE_SCHEMA.into(), Cache::FiveMinutes),
        texts,
        discovery,
        files: page
            .into_iter()
            .filter_map(|(path, file)| Some((path.clone(), Asset::file(&path, file)?)))
            .collect(),
        config,
        profile,
    });
    let open = Router::new()
        .route("/v1/profile", get(api::profile))
        .route("/v1/profile.schema.json", get(api::profile_schema))
        .route("/v1/check", get(api::check::check))
        .route("/v1/notice", get(api::notice))
        .route("/v1/openapi.json", get(api::openapi))
        .route("/v1/apple-profiles", get(api::apple::signer).post(api::apple::make))
        .method_not_allowed_fallback(api::wrong_method)
        .route_layer(from_fn_with_state(Arc::clone(&app), crate::cors::add));
    let api = Router::new()
        .merge(open)
        .route("/v1/apple-profiles/{token}/{name}", get(api::apple::take))
        .fallback(api::not_found)
        .method_not_allowed_fallback(api::wrong_method);
    Ok(Router::new()
        .nest("/api", api)
        .route("/api/", axum::routing::any(api::not_found))
        .route("/healthz", get(site_routes::health))
        .route("/readyz", get(site_routes::health))
        .method_not_allowed_fallback(api::wrong_method)
        .fallback(discovery::or_file)
        .layer(from_fn_with_state(hosts, crate::hosts::check))
        .with_state(app)
        .layer(from_fn_with_state(policy, crate::policy::add))
        .layer(from_fn(log)))
}
