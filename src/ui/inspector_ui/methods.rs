//! The drawn area by other methods, on demand.

use eframe::egui::{self, Ui};

use super::row;
use crate::{
    model::{
        measure::{Method, MethodArea, by_method, fitting},
        zone::Zone,
    },
    ui::{
        Context,
        look::{bold, color32, small, wrapped},
    },
    words,
};

/// Each method with its difference from the geodesic area, and which of them the published figure
/// fits. An outline that was fitted to the figure cannot tell that.
pub(super) fn methods(ui: &mut Ui, context: &Context<'_>, zone: &Zone) {
    let at = context.editor.as_of();
    let Some(outline) = zone.outline_on(at) else { return };
    let colors = &context.palette.ui;
    let title = small(context.t("methods"), colors);
    egui::CollapsingHeader::new(title).id_salt(("methods", &zone.id)).show_unindented(ui, |ui| {
        let areas = by_method(&outline.geometry);
        let figure = zone.headline_on(at).filter(|_| outline.fitted_to.is_none());
        let fitting = figure.map(|figure| fitting(figure, &areas)).unwrap_or_default();
        let geodesic = areas.first().and_then(|area| area.area_m2).unwrap_or_default();
        for area in &areas {
            let fits = fitting.contains(&area.method);
            method_row(ui, context, area, geodesic, fits);
        }
    });
}

fn method_row(ui: &mut Ui, context: &Context<'_>, area: &MethodArea, geodesic: f64, fits: bool) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    let unit = context.editor.session().unit;
    let name = match (area.method, area.crs) {
        (Method::Sphere, _) => context.t("method-sphere"),
        (_, Some(crs)) => {
            words::t_with(lang, "method-plane", &[("system", &words::system(lang, crs))])
        }
        (_, None) => context.t("method-geodesic"),
    };
    let value = match area.area_m2 {
        Some(m2) => words::area(lang, unit, m2),
        None => context.t("method-out"),
    };
    row(ui, egui::RichText::new(value).size(12.0), |ui| {
        wrapped(ui, egui::RichText::new(name).size(12.0));
        let difference = area
            .area_m2
            .filter(|_| area.method != Method::Geodesic)
            .map(|m2| format!("{:+.3}%", (m2 / geodesic - 1.0) * 100.0).replace('-', "−"));
        if let Some(difference) = difference {
            ui.label(small(difference, colors));
        }
        if fits {
            ui.label(bold(context.t("method-fits"), 11.5).color(color32(colors.good)));
        }
    });
}
