//! Every problem that the companion answers with. The OpenAPI document has the same table.

use axum::http::StatusCode;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $status:ident $text:literal,)*) => {
        /// What is wrong with a request, or with us. [`text`](Self::text) is stable.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The answer's status.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$status,)*
                }
            }

            /// The machine code, `code` in the answer.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

problem_codes! {
    /// The query names something that there is not, or a value that is not accepted.
    InvalidParameter = BAD_REQUEST "invalid_parameter",
    /// The body is not the JSON that was expected.
    NotUnderstood = BAD_REQUEST "not_understood",
    /// Pages of this origin may not start checks.
    OriginNotAllowed = FORBIDDEN "origin_not_allowed",
    /// No route of the API.
    NotFound = NOT_FOUND "not_found",
    /// No endpoint of the profile that can be asked.
    UnknownEndpoint = NOT_FOUND "unknown_endpoint",
    /// No link of this server's.
    NoSuchLink = NOT_FOUND "no_such_link",
    /// The route has other methods; `Allow` names them.
    MethodNotAllowed = METHOD_NOT_ALLOWED "method_not_allowed",
    /// `Accept` names no form that there is.
    NotAcceptable = NOT_ACCEPTABLE "not_acceptable",
    /// The body did not arrive in time.
    TooSlow = REQUEST_TIMEOUT "too_slow",
    /// The link's 15 minutes are over.
    LinkExpired = GONE "link_expired",
    /// The body is too large, or cut off.
    TooLarge = PAYLOAD_TOO_LARGE "too_large",
    /// The body's media type is not JSON.
    NotJson = UNSUPPORTED_MEDIA_TYPE "not_json",
    /// The `Host` header names a host that this server does not answer to.
    HostNotServed = MISDIRECTED_REQUEST "host_not_served",
    /// No file can be made of these values; the findings say why.
    Unusable = UNPROCESSABLE_ENTITY "unusable",
    /// The account's endpoints are not the profile's, or have the wrong role.
    UnusableEndpoint = UNPROCESSABLE_ENTITY "unknown_endpoint",
    /// This client asks too often, or listens to too many checks; `Retry-After` says when.
    TooManyRequests = TOO_MANY_REQUESTS "too_many_requests",
    /// Our own fault.
    Internal = INTERNAL_SERVER_ERROR "internal",
    /// Everybody's places are taken; `Retry-After` says when to ask again.
    Busy = SERVICE_UNAVAILABLE "busy",
    /// The program is ending; `Retry-After` says when to ask again.
    Ending = SERVICE_UNAVAILABLE "ending",
}
