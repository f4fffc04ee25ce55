//! What people read, in English and Chinese: messages from `assets/words`, and dates, figures and
//! terms as each language writes them.

mod citation;
mod fields;
mod format;
mod scope_note;
mod sums;
mod terms;
mod timeline;
mod titles;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

pub use citation::{
    citation, citation_after_stated, citation_of_fact, citation_without_date, stated,
};
pub use fields::field;
pub use format::{
    area, area_cell, area_number, area_unit, as_of, count, date, day, drawn_area, drawn_number,
    feet_in_metres, figure, figure_in, length, list_separator, month_of, percent, person,
    rough_area, rough_length, span, system, unit_name, with_remark, with_value, years,
};
pub use scope_note::{
    competing, difference_words, differs_by_guess, is_of_another_scope, ruling, scope_note,
    why_different, why_different_briefly,
};
pub use terms::{
    accuracy, audit_class, audit_class_short, basis, boundary_quality, confidence, edge_quality,
    kind, land_use, outline_accuracy, outline_quality, quantity, quantity_key, status, status_from,
};

pub use sums::{nest_line, ratio, rounded_sum, sum, sum_left_out};
pub use timeline::{
    milestone, milestone_with, outcome, plan_state, promise_slip, slip, slip_by_this, slip_from,
    what_was_said, who_said,
};
pub use titles::figure_title;

use crate::model::Lang;

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| {
    [
        bundle("en-US", include_str!("../../assets/words/en.ftl")),
        bundle("zh-CN", include_str!("../../assets/words/zh.ftl")),
    ]
});

fn bundle(language: &str, text: &str) -> FluentBundle<FluentResource> {
    let language = language.parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that isolate directions are for scripts from right to left; fonts lack them.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned())
        .map_err(|(_, errors)| errors)
        .expect("the embedded words are well formed");
    bundle.add_resource(resource).expect("every key stands once");
    bundle
}

/// The words of a key. A key that does not exist is shown as it is; a test finds those.
pub fn t(lang: Lang, key: &str) -> String {
    t_with(lang, key, &[])
}

/// The words of a key with its arguments filled in.
pub fn t_with(lang: Lang, key: &str, arguments: &[(&str, &str)]) -> String {
    let bundle = &BUNDLES[lang as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let mut filled = FluentArgs::new();
    for (name, value) in arguments {
        filled.set(*name, *value);
    }
    bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned()
}

/// Whether both languages have the key.
pub fn has(key: &str) -> bool {
    BUNDLES.iter().all(|bundle| bundle.has_message(key))
}
