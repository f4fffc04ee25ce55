//! What every theme must reach: contrast of text, and colours that stay apart for everyone.
//!
//! Contrast: WCAG 2.2, 1.4.3. Color blindness: Machado, Oliveira and Fernandes, "A Physiologically-based
//! Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), the matrices of severity 1.0, on
//! linear light. Distances: CIEDE2000 (Sharma, Wu and Dalal 2005) in CIELAB under D65; 1 is what can just be
//! seen side by side.

use super::*;

type Rgb = [f64; 3];
type Lab = [f64; 3];

/// How an eye sees: linear light to linear light.
const EYES: [(&str, [Rgb; 3]); 4] = [
    ("full color vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// Categories stand in a legend, apart from their areas: they must be known again.
const CATEGORIES_APART: f64 = 8.5;
/// Zones also carry their names.
const ZONES_APART: f64 = 5.5;
const STEPS_APART: f64 = 6.0;
/// What must not be taken for something else.
const CLEARLY_APART: f64 = 8.0;

fn linear(color: Color) -> Rgb {
    [color.r, color.g, color.b].map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    })
}

fn times(matrix: &[Rgb; 3], color: Rgb) -> Rgb {
    matrix.map(|row| row[0] * color[0] + row[1] * color[1] + row[2] * color[2])
}

fn lab(linear: Rgb) -> Lab {
    const XYZ: [Rgb; 3] = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    const D65: Rgb = [0.950_47, 1.0, 1.088_83];
    let [x, y, z] = times(&XYZ, linear);
    let curve = |value: f64, white: f64| {
        let value = value / white;
        if value > 216.0 / 24_389.0 {
            libm::cbrt(value)
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let (x, y, z) = (curve(x, D65[0]), curve(y, D65[1]), curve(z, D65[2]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn seen(color: Color, eye: &[Rgb; 3]) -> Lab {
    lab(times(eye, linear(color)).map(|value| value.clamp(0.0, 1.0)))
}

/// Lightness of CIELAB, 0 to 100: what is left on a grey printer.
fn lightness(color: Color) -> f64 {
    lab(linear(color))[0]
}

/// CIEDE2000.
fn distance(first: Lab, second: Lab) -> f64 {
    const FAR: f64 = 6_103_515_625.0; // 25 to the 7th
    let seventh = |value: f64| libm::pow(value, 7.0);
    let mean = f64::midpoint(libm::hypot(first[1], first[2]), libm::hypot(second[1], second[2]));
    let stretch = 1.5 - 0.5 * (seventh(mean) / (seventh(mean) + FAR)).sqrt();
    let polar = |color: Lab| {
        let (a, b) = (color[1] * stretch, color[2]);
        let hue = libm::atan2(b, a).to_degrees().rem_euclid(360.0);
        (libm::hypot(a, b), hue)
    };
    let ((c1, h1), (c2, h2)) = (polar(first), polar(second));
    let turn = match h2 - h1 {
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let light = f64::midpoint(first[0], second[0]);
    let chroma = f64::midpoint(c1, c2);
    let hue = if (h1 - h2).abs() <= 180.0 {
        f64::midpoint(h1, h2)
    } else {
        (f64::midpoint(h1, h2) + 180.0).rem_euclid(360.0)
    };
    let cosine = |degrees: f64| libm::cos(degrees.to_radians());
    let t =
        1.0 - 0.17 * cosine(hue - 30.0) + 0.24 * cosine(2.0 * hue) + 0.32 * cosine(3.0 * hue + 6.0)
            - 0.20 * cosine(4.0 * hue - 63.0);
    let middle = (light - 50.0) * (light - 50.0);
    let light_step = (second[0] - first[0]) / (1.0 + 0.015 * middle / (20.0 + middle).sqrt());
    let chroma_step = (c2 - c1) / (1.0 + 0.045 * chroma);
    let half_turn = libm::sin((turn / 2.0).to_radians());
    let hue_step = 2.0 * (c1 * c2).sqrt() * half_turn / (1.0 + 0.015 * chroma * t);
    let blue = (hue - 275.0) / 25.0;
    let rotation = -libm::sin((60.0 * libm::exp(-blue * blue)).to_radians())
        * 2.0
        * (seventh(chroma) / (seventh(chroma) + FAR)).sqrt();
    (light_step * light_step
        + chroma_step * chroma_step
        + hue_step * hue_step
        + rotation * chroma_step * hue_step)
        .sqrt()
}

/// A color with its opacity over an opaque one.
fn over(color: Color, ground: Color) -> Color {
    let alpha = f64::from(color.a) / 255.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes")]
    let mix = |top: u8, below: u8| {
        (f64::from(top) * alpha + f64::from(below) * (1.0 - alpha)).round() as u8
    };
    Color {
        r: mix(color.r, ground.r),
        g: mix(color.g, ground.g),
        b: mix(color.b, ground.b),
        a: 255,
    }
}

fn check_contrast(theme: ThemeName, what: &str, text: Color, ground: Color) {
    let ratio = text.contrast(ground);
    assert!(ratio >= 4.5, "{theme:?}: {what} {text:?} on {ground:?} has {ratio:.2}");
}

/// Every two of the colors, for every eye.
fn check_apart(theme: ThemeName, what: &str, colors: &[Color], least: f64) {
    for (eye, matrix) in &EYES {
        for (at, first) in colors.iter().enumerate() {
            for (further, second) in colors[at + 1..].iter().enumerate() {
                let apart = distance(seen(*first, matrix), seen(*second, matrix));
                let other = at + 1 + further;
                assert!(
                    apart >= least,
                    "{theme:?}, {eye}: {what} {at} and {other} are {apart:.1} apart"
                );
            }
        }
    }
}

#[test]
fn distances_are_those_of_the_paper() {
    // Sharma, Wu and Dalal, table 1, pairs 1, 9, 17 and 25.
    for (first, second, wanted) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ] {
        let found = distance(first, second);
        assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
    }
}

#[test]
fn every_text_of_the_window_and_the_page_has_its_contrast() {
    for theme in ThemeName::ALL {
        let ui = Palette::of(theme).ui;
        let grounds = [
            ("window", ui.window),
            ("bar", ui.bar),
            ("selection", ui.selection),
            ("hover", ui.hover),
            ("chip", ui.chip),
        ];
        for (name, ground) in grounds {
            check_contrast(theme, &format!("text on {name}"), ui.text, ground);
            check_contrast(theme, &format!("weak text on {name}"), ui.weak, ground);
        }
        for (name, text, ground) in [
            ("accent", ui.accent, ui.window),
            ("text on the accent", ui.accent_text, ui.accent),
            ("warning", ui.warning, ui.window),
            ("error", ui.error, ui.window),
            ("good", ui.good, ui.window),
            ("message", ui.window, ui.text),
        ] {
            check_contrast(theme, name, text, ground);
        }
        // The plates over the map let a little of it through.
        for below in [Ink::Land, Ink::Water, Ink::Park, Ink::Highway] {
            let plate = over(ui.window.with_alpha(0.88), Palette::of(theme).ink(below));
            check_contrast(theme, "text on a plate", ui.text, plate);
        }
    }
}

/// WCAG 2.2, 1.4.11: what shows where the keyboard is has 3:1 to what it stands on.
#[test]
fn the_ring_around_what_has_the_keyboard_stands_out_from_every_ground() {
    for theme in ThemeName::ALL {
        let palette = Palette::of(theme);
        let ui = palette.ui;
        let check = |name: &str, color: Color, ground: Color| {
            let ratio = color.contrast(ground);
            assert!(ratio >= 3.0, "{theme:?}: the ring on {name} has {ratio:.2}");
        };
        for (name, ground) in [
            ("the window and its fields", ui.window),
            ("the bar and every second row", ui.bar),
            ("a selected row", ui.selection),
            ("what the pointer is on", ui.hover),
            ("a label", ui.chip),
        ] {
            check(name, ui.accent, ground);
        }
        for below in [Ink::Land, Ink::Park, Ink::Airport, Ink::Water, Ink::Highway, Ink::Arterial] {
            let map = palette.ink(below);
            check("a plate over the map", ui.accent, over(ui.window.with_alpha(0.88), map));
            check(&format!("{below:?}"), ui.accent, map);
        }
        // On a zone one of the two lines of the ring stands out, and both from each other.
        for zone in palette.zones.iter().chain(&palette.categories).chain(&palette.ramp) {
            let better = if ui.accent.contrast(*zone) > ui.window.contrast(*zone) {
                ui.accent
            } else {
                ui.window
            };
            check("a zone", better, *zone);
        }
    }
}

#[test]
fn every_name_on_the_map_has_its_contrast() {
    let style = crate::style::MapStyle::embedded();
    for theme in ThemeName::ALL {
        let palette = Palette::of(theme);
        let (land, halo) = (palette.ink(Ink::Land), palette.ink(Ink::Halo));
        let labels =
            [Ink::PlaceLabel, Ink::TownLabel, Ink::RoadLabel, Ink::WaterLabel, Ink::ParkLabel];
        for label in labels {
            let text = palette.ink(label);
            check_contrast(theme, &format!("{label:?} on land"), text, land);
            // The halo stands between a name and what is below it.
            for below in [Ink::Park, Ink::Airport, Ink::Water, Ink::Highway, Ink::Arterial] {
                let ground = over(halo, palette.ink(below));
                check_contrast(theme, &format!("{label:?} over {below:?}"), text, ground);
            }
        }
        let alphas = [style.zone.fill_alpha, style.zone.fill_alpha_selected_hatched, 0.38];
        for color in palette.zones.iter().chain(&palette.categories).chain([&palette.layer]) {
            check_contrast(theme, "a zone's name on land", *color, land);
            check_contrast(theme, "a zone's name in a list", *color, palette.ui.window);
            check_contrast(theme, "what stands on a zone's bar", palette.ui.window, *color);
            for alpha in alphas {
                let fill = over(color.with_alpha(alpha), land);
                check_contrast(theme, "a zone's name in the zone", *color, over(halo, fill));
            }
        }
        for step in &palette.ramp {
            let fill = over(halo, over(step.with_alpha(0.75), land));
            check_contrast(theme, "a name on a step", palette.ui.text, fill);
        }
    }
}

#[test]
fn zones_categories_and_steps_stay_apart_for_every_eye() {
    for theme in ThemeName::ALL {
        let palette = Palette::of(theme);
        check_apart(theme, "categories", &palette.categories, CATEGORIES_APART);
        check_apart(theme, "zones", &palette.zones, ZONES_APART);
        check_apart(theme, "steps", &palette.ramp, STEPS_APART);
        assert!(palette.categories.len() >= 12, "a legend has up to 12 classes");
    }
}

#[test]
fn no_zone_looks_like_water_or_park() {
    for theme in ThemeName::ALL {
        let palette = Palette::of(theme);
        let land = palette.ink(Ink::Land);
        let eye = &EYES[0].1;
        for (colors, alpha) in [(&palette.zones, 0.13), (&palette.categories, 0.38)] {
            for color in colors {
                for ink in [Ink::Water, Ink::Park] {
                    let fill = over(color.with_alpha(alpha), land);
                    // A hatched area is known by its lines, however pale it is.
                    let pale = (!palette.is_hatched()).then_some(fill);
                    for shown in [*color].into_iter().chain(pale) {
                        let apart = distance(seen(shown, eye), seen(palette.ink(ink), eye));
                        assert!(
                            apart >= CLEARLY_APART,
                            "{theme:?}: {color:?} is {apart:.1} from {ink:?}"
                        );
                    }
                }
            }
        }
    }
}

/// Steps of a ramp rise in lightness, so that a grey printer keeps their order.
#[test]
fn ramps_are_in_order_in_grey() {
    for theme in ThemeName::ALL {
        let steps: Vec<f64> = Palette::of(theme).ramp.iter().map(|step| lightness(*step)).collect();
        let falls = steps.windows(2).all(|pair| pair[0] > pair[1] + 8.0);
        let rises = steps.windows(2).all(|pair| pair[1] > pair[0] + 8.0);
        assert!(falls || rises, "{theme:?} {steps:?}");
    }
}

/// Whether two hatches are told apart at a glance: by direction, by crossing or by their spacing.
fn hatches_differ(first: Hatch, second: Hatch) -> bool {
    let period = if first.crossed { 90.0 } else { 180.0 };
    let turn = (first.angle - second.angle).rem_euclid(period);
    let spacing = first.spacing.max(second.spacing) / first.spacing.min(second.spacing);
    first.crossed != second.crossed || turn.min(period - turn) >= 20.0 || spacing >= 1.5
}

#[test]
fn in_the_grey_safe_theme_areas_differ_by_hatch_or_tone() {
    let palette = Palette::of(ThemeName::GreySafe);
    for colors in [&palette.zones, &palette.categories] {
        for (at, first) in colors.iter().enumerate() {
            for (other, second) in colors.iter().enumerate().skip(at + 1) {
                let hatches = palette.hatch(at).zip(palette.hatch(other));
                let (first_hatch, second_hatch) = hatches.expect("each has a hatch");
                let tones = (lightness(*first) - lightness(*second)).abs();
                assert!(
                    hatches_differ(first_hatch, second_hatch) || tones >= 15.0,
                    "{at} and {other}: {first_hatch:?}, {second_hatch:?}, {tones:.1}"
                );
            }
        }
    }
    // Water, parks and land are tones of their own.
    let grounds = [Ink::Land, Ink::Park, Ink::Water].map(|ink| lightness(palette.ink(ink)));
    assert!(grounds.windows(2).all(|pair| pair[0] > pair[1] + 3.0), "{grounds:?}");
}

#[test]
fn every_theme_has_every_ink() {
    for theme in ThemeName::ALL {
        assert_eq!(Palette::of(theme).map.len(), 18, "{theme:?}");
    }
}
