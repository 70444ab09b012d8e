//! What is said on an open connection, in the order of [`EndpointReport::plan`].
//!
//! [`EndpointReport::plan`]: engine::report::EndpointReport::plan

use super::Asking;
use super::track::Track;
use crate::cert::{Yardstick, judge};
use crate::code::{Code, Verdict};
use crate::dialogue::{self, Ehlo, Ended, Greeted, Offered};
use crate::session::Session;
use crate::tls::{self, Chain, Handshake};
use crate::verdict;
use crate::wire::Wire;
use engine::profile::{Role, Security};
use engine::report::{StageData, StageName, Status};
use rustls::pki_types::ServerName;
use std::net::{IpAddr, Ipv4Addr};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

/// Everything after the connection.
pub(super) async fn talk(asking: &Asking, track: &mut Track, wire: Wire) {
    let ehlo = match &asking.config.ehlo {
        Some(name) => Ehlo::Name(name.clone()),
        None => Ehlo::Literal(wire.local_ip().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))),
    };
    match asking.target.security {
        Security::Tls => {
            let Some(stream) = secure(asking, track, wire, false).await else { return };
            let mut session = Session::new(*stream, asking.config.limits.lines);
            if let Some(greeted) = greet(asking, track, &mut session).await {
                offers_inside(asking, track, &mut session, &ehlo, greeted).await;
                session.leave(dialogue::goodbye(asking.target.role)).await;
            }
        }
        Security::Starttls => {
            let session = Session::new(wire, asking.config.limits.lines);
            let Some(wire) = upgrade(asking, track, session, &ehlo).await else { return };
            let Some(stream) = secure(asking, track, wire, true).await else { return };
            // What was offered before TLS is forgotten: an attacker may have said it (RFC 3207 4.2).
            let mut session = Session::new(*stream, asking.config.limits.lines);
            offers_inside(asking, track, &mut session, &ehlo, None).await;
            session.leave(dialogue::goodbye(asking.target.role)).await;
        }
        Security::None => {}
    }
}

async fn greet<S: AsyncRead + AsyncWrite + Unpin>(
    asking: &Asking,
    track: &mut Track,
    session: &mut Session<S>,
) -> Option<Greeted> {
    let began = Instant::now();
    let limits = &asking.config.limits;
    let until = asking.stage_end(limits.greeting);
    let mut ended = dialogue::greeting(session, asking.target.role, until).await;
    if ended.verdict.code == Some(Code::Preauth) && asking.target.security == Security::Tls {
        // Odd, but inside TLS nothing is lost by it.
        ended.verdict = Verdict::new(Status::Warn, Code::Preauth);
    } else if ended.verdict.code == Some(Code::Preauth) {
        ended.value = None;
    } else if ended.verdict == Verdict::OK && began.elapsed() > limits.slow_greeting {
        ended.verdict = Code::Slow.into();
    }
    track.end(StageName::Greeting, began, ended).await
}

/// Greeting, capabilities, plaintext sign-in and STARTTLS: the part before TLS.
async fn upgrade(
    asking: &Asking,
    track: &mut Track,
    mut session: Session<Wire>,
    ehlo: &Ehlo,
) -> Option<Wire> {
    let role = asking.target.role;
    let greeted = greet(asking, track, &mut session).await?;
    let began = Instant::now();
    // Some greetings list less than the server has: nothing is called missing before it was asked for.
    let mut ended = offers(asking, &mut session, ehlo, greeted, |found| found.capabilities.starttls).await;
    if let Some(offered) = &ended.value {
        ended.data = verdict::offers(offered, role, true);
    }
    let offered = track.end(StageName::CapabilitiesPlain, began, ended).await?;

    let (verdict, data) = verdict::plaintext_auth(&offered, role);
    let said = Ended { value: Some(()), verdict, data };
    track.end(StageName::PlaintextAuth, Instant::now(), said).await;

    let began = Instant::now();
    // A server that lists nothing may still know STLS; one that lists and leaves it out does not.
    if offered.listed && !offered.capabilities.starttls {
        track.end::<()>(StageName::Starttls, began, Code::NotOffered.into()).await;
        session.leave(dialogue::goodbye(role)).await;
        return None;
    }
    let until = asking.stage_end(asking.config.limits.reply);
    let ended = dialogue::starttls(&mut session, role, until).await;
    let went_well = ended.value.is_some();
    let refused = ended.verdict.code == Some(Code::Rejected);
    if went_well {
        let (wire, unread) = session.into_stream();
        // Whatever came in one piece with the OK was not sent by the server's TLS.
        let ended =
            if unread { Code::InjectedCleartext.into() } else { Ended { value: Some(wire), ..moved(ended) } };
        return track.end(StageName::Starttls, began, ended).await;
    }
    track.end(StageName::Starttls, began, ended).await;
    if refused {
        session.leave(dialogue::goodbye(role)).await;
    }
    None
}

/// A stage's end without its value.
fn moved<T>(ended: Ended<()>) -> Ended<T> {
    Ended { value: None, verdict: ended.verdict, data: ended.data }
}

/// The handshake and the certificate. An invalid certificate does not end the check: nothing
/// secret follows.
async fn secure(
    asking: &Asking,
    track: &mut Track,
    wire: Wire,
    upgraded: bool,
) -> Option<Box<TlsStream<Wire>>> {
    let began = Instant::now();
    let Ok(name) = ServerName::try_from(asking.target.host.as_str().to_owned()) else {
        return track.end(StageName::Tls, began, Code::LocalFault.into()).await;
    };
    let until = asking.stage_end(asking.config.limits.tls);
    let Handshake { ended, chain } = tls::handshake(wire, name.clone(), upgraded, until).await;
    // Perhaps only this program cannot use that key or read that certificate.
    let at_certificate = ended.verdict.code == Some(Code::BadCertificate);
    let stream = track.end(StageName::Tls, began, ended).await;
    if stream.is_some() || at_certificate {
        certificate(asking, track, &chain, &name, at_certificate).await;
    }
    stream
}

async fn certificate(
    asking: &Asking,
    track: &mut Track,
    chain: &Chain,
    name: &ServerName<'static>,
    at_certificate: bool,
) {
    let began = Instant::now();
    let limits = &asking.config.limits;
    let judged = judge(
        chain,
        &Yardstick {
            name,
            roots: &asking.config.roots,
            algorithms: tls::provider().signature_verification_algorithms,
            now: (asking.config.clock)(),
            expiring_days: limits.expiring_days,
            longest: limits.chain,
        },
    );
    let mut verdict = Verdict { status: judged.status, code: judged.code };
    if at_certificate && verdict.status != Status::Fail {
        // Its key could not even be used; other programs may be able to.
        let code = if verdict.code == Some(Code::WeakKey) { Code::WeakKey } else { Code::BadEncoding };
        verdict = Verdict::new(Status::Unknown, code);
    }
    let data = StageData { certificate: judged.data.map(Box::new), ..StageData::default() };
    track.end(StageName::Certificate, began, Ended { value: Some(()), verdict, data }).await;
}

/// What is offered inside TLS: in IMAP's greeting, or asked for.
async fn offers_inside<S: AsyncRead + AsyncWrite + Unpin>(
    asking: &Asking,
    track: &mut Track,
    session: &mut Session<S>,
    ehlo: &Ehlo,
    greeted: Greeted,
) {
    let began = Instant::now();
    let role: Role = asking.target.role;
    let enough = |found: &Offered| verdict::sign_in(found, role) == Verdict::OK;
    let mut ended = offers(asking, session, ehlo, greeted, enough).await;
    if let Some(offered) = &ended.value {
        ended.data = verdict::offers(offered, role, false);
        ended.verdict = verdict::sign_in(offered, role);
    }
    track.end(StageName::Capabilities, began, ended).await;
}

/// What is offered: what the greeting said where that is enough, else what is answered when asked.
async fn offers<S: AsyncRead + AsyncWrite + Unpin>(
    asking: &Asking,
    session: &mut Session<S>,
    ehlo: &Ehlo,
    greeted: Greeted,
    enough: impl Fn(&Offered) -> bool,
) -> Ended<Offered> {
    let greeted = greeted.map(|capabilities| Offered { capabilities, listed: true });
    if let Some(offered) = greeted.filter(enough) {
        return Ended::well(offered, StageData::default());
    }
    let until = asking.stage_end(asking.config.limits.reply);
    dialogue::capabilities(session, asking.target.role, ehlo, until).await
}
