//! An SVG drawn by resvg, in the fonts that stand in the file.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{
        FontResolver, Options, Tree,
        fontdb::{Database, FaceInfo, ID, Language, Source, Stretch, Style, Weight},
    },
};

use super::Pixels;
use crate::export::png::opaque;

/// What stands before the name, the weight and the bytes of a font of ours.
const NAME: &str = "@font-face{font-family:\"";
const WEIGHT: &str = "\";font-weight:";
const DATA: &str = ";src:url(data:font/ttf;base64,";

/// Draws a file at a part of its size: 1 for its own pixels.
pub fn svg_pixels(bytes: &[u8], scale: f32) -> Result<Pixels, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let options = Options {
        fontdb: Arc::new(fonts(text)?),
        font_resolver: FontResolver {
            // A character that its font lacks is to be seen as lacking.
            select_fallback: Box::new(|_, _, _| None),
            ..FontResolver::default()
        },
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or("it has no size")?;
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or("it is too large to draw")?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(Pixels { size: (pixmap.width(), pixmap.height()), rgb: opaque(pixmap.data()) })
}

/// The fonts of a file under the names that it gives them; they have none of their own.
fn fonts(text: &str) -> Result<Database, String> {
    let mut fonts = Database::new();
    for rule in text.split(NAME).skip(1) {
        let (name, rest) = rule.split_once(WEIGHT).ok_or("a font has no weight")?;
        let (weight, rest) = rest.split_once(DATA).ok_or("a font has no data")?;
        let weight = weight.parse().map_err(|_| format!("the font {name} has no weight"))?;
        let (data, _) = rest.split_once(')').ok_or("a font has no end")?;
        let data = STANDARD.decode(data).map_err(|error| format!("the font {name}: {error}"))?;
        fonts.push_face_info(FaceInfo {
            id: ID::dummy(),
            source: Source::Binary(Arc::new(data)),
            index: 0,
            families: vec![(name.to_owned(), Language::English_UnitedStates)],
            post_script_name: name.to_owned(),
            style: Style::Normal,
            weight: Weight(weight),
            stretch: Stretch::Normal,
            monospaced: false,
        });
    }
    Ok(fonts)
}
