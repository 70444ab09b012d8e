//! QR codes, always dark on light: readers expect it.

use crate::context::Ctx;
use crate::parts::later::later;
use crate::platform::late;
use leptos::prelude::*;

/// A QR code of `text`, named for those who do not see it.
pub fn code(ctx: Ctx, text: String, label: String) -> AnyView {
    let (text, label) = (StoredValue::new(text), StoredValue::new(label));
    later(
        ctx,
        move || async move { late::qr_svg(&text.get_value()).await.ok() },
        move |svg: String| {
            view! { <div class="qr" role="img" aria-label=label.get_value() inner_html=svg></div> }.into_any()
        },
    )
}
