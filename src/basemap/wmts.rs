//! The capabilities of a WMTS 1.0.0 (OGC 07-057r7): the address of its tiles and their grid.

use roxmltree::{Document, Node};

use super::source::{Grid, Source};

#[derive(Debug, thiserror::Error)]
pub enum WmtsError {
    #[error("the capabilities of the WMTS cannot be read: {0}")]
    Xml(#[from] roxmltree::Error),
    #[error("the answer is no capabilities document of a WMTS")]
    NoCapabilities,
    #[error("the WMTS has no layer \"{name}\"; it has {layers}")]
    NoLayer { name: String, layers: String },
    #[error(
        "the layer \"{0}\" of the WMTS has no tiles in a grid that this program draws: Web Mercator or degrees (EPSG:3857, 4326, 4490), halved at each zoom"
    )]
    NoGrid(String),
    #[error("the WMTS gives no address for the tiles of its layer \"{0}\"")]
    NoAddress(String),
}

/// The scale denominator of zoom 0 in Web Mercator, at 0.28 mm a pixel of 256 (OGC 07-057r7, annex E).
const MERCATOR_SCALE: f64 = 559_082_264.028_717_8;
/// That of zoom 0 in degrees, where 256 pixels span the globe.
const DEGREES_SCALE: f64 = 559_082_264.028_717_8;

/// Completes a source by what its server says: template, grid and zooms.
pub fn complete(source: &Source, capabilities: &str) -> Result<Source, WmtsError> {
    let document = Document::parse(capabilities)?;
    let contents = child(document.root_element(), "Contents").ok_or(WmtsError::NoCapabilities)?;
    let layers: Vec<Node<'_, '_>> = children(contents, "Layer").collect();
    let name_of = |layer: &Node<'_, '_>| text(*layer, "Identifier").unwrap_or_default().to_owned();
    let layer = match layers.iter().find(|layer| name_of(layer) == source.layer) {
        Some(layer) => *layer,
        None if source.layer.is_empty() && !layers.is_empty() => layers[0],
        None => {
            let layers: Vec<String> = layers.iter().map(name_of).collect();
            return Err(WmtsError::NoLayer {
                name: source.layer.clone(),
                layers: layers.join(", "),
            });
        }
    };
    let name = name_of(&layer);
    let sets: Vec<&str> = children(layer, "TileMatrixSetLink")
        .filter_map(|link| text(link, "TileMatrixSet"))
        .collect();
    let mut grids: Vec<Matrices> = children(contents, "TileMatrixSet")
        .filter(|set| text(*set, "Identifier").is_some_and(|name| sets.contains(&name)))
        .filter_map(matrices)
        .collect();
    // Web Mercator needs no resampling.
    grids.sort_by_key(|grid| grid.grid == Grid::Geographic);
    let grid = grids.into_iter().next().ok_or_else(|| WmtsError::NoGrid(name.clone()))?;
    let format = text(layer, "Format").unwrap_or("image/png");
    let style = children(layer, "Style").find_map(|style| text(style, "Identifier"));
    let template = rest_template(layer, format)
        .map(|template| {
            template
                .replace("{Style}", style.unwrap_or("default"))
                .replace("{style}", style.unwrap_or("default"))
                .replace("{TileMatrixSet}", &grid.name)
                .replace("{TileMatrix}", &grid.prefixed("{z}"))
                .replace("{TileCol}", "{x}")
                .replace("{TileRow}", "{y}")
        })
        .or_else(|| {
            let address = query_address(document.root_element())?;
            let joint = if address.contains('?') { "&" } else { "?" };
            Some(format!(
                "{}{joint}SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={name}&STYLE={}&TILEMATRIXSET={}&FORMAT={format}&TILEMATRIX={}&TILECOL={{x}}&TILEROW={{y}}",
                address.trim_end_matches(['?', '&']),
                style.unwrap_or("default"),
                grid.name,
                grid.prefixed("{z}"),
            ))
        })
        .ok_or_else(|| WmtsError::NoAddress(name.clone()))?;
    Ok(Source {
        url: with_key(&template, &source.url),
        grid: grid.grid,
        zooms: (grid.first.max(source.zooms.0), grid.last.min(source.zooms.1.max(grid.first))),
        tile_size: grid.tile_size,
        name: text(layer, "Title").map_or(source.name.clone(), |title| {
            if source.layer.is_empty() && source.id == source.url {
                crate::model::Bilingual::new(title, title)
            } else {
                source.name.clone()
            }
        }),
        ..source.clone()
    })
}

/// A key that the address of the capabilities carries, the tiles need too (`tk` of Tianditu).
fn with_key(template: &str, capabilities: &str) -> String {
    let key = capabilities
        .split_once('?')
        .and_then(|(_, query)| query.split('&').find(|pair| pair.ends_with("={k}")));
    match key {
        Some(pair) if !template.contains("{k}") => {
            let joint = if template.contains('?') { "&" } else { "?" };
            format!("{template}{joint}{pair}")
        }
        _ => template.to_owned(),
    }
}

/// The matrices of a set that are those of the pyramid.
struct Matrices {
    name: String,
    grid: Grid,
    first: u8,
    last: u8,
    tile_size: u32,
    /// What stands before the zoom in the names of the matrices.
    prefix: String,
}

impl Matrices {
    fn prefixed(&self, zoom: &str) -> String {
        format!("{}{zoom}", self.prefix)
    }
}

fn matrices(set: Node<'_, '_>) -> Option<Matrices> {
    let crs = text(set, "SupportedCRS")?;
    let code = crs.rsplit(':').next()?;
    let (grid, scale) = match code {
        "3857" | "900913" => (Grid::Mercator, MERCATOR_SCALE),
        "4326" | "4490" | "CRS84" => (Grid::Geographic, DEGREES_SCALE),
        _ => return None,
    };
    let mut found: Option<Matrices> = None;
    for matrix in children(set, "TileMatrix") {
        let identifier = text(matrix, "Identifier")?;
        let number = |name: &str| text(matrix, name)?.parse::<f64>().ok();
        let size = number("TileWidth")?;
        // The zoom follows from the scale, whatever the matrix is called.
        let zoom = libm::log2(scale / (number("ScaleDenominator")? * size / 256.0));
        // Tianditu counts 96 pixels an inch, a scale that is 6 % off; its matrices are as wide all the same.
        let off = (zoom - zoom.round()).abs();
        let is_as_wide =
            number("MatrixWidth").is_some_and(|width| width == libm::exp2(zoom.round()));
        if off > 0.12 || (off > 0.01 && !is_as_wide) || !(0.0..=24.0).contains(&zoom.round()) {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 24")]
        let (zoom, tile_size) = (zoom.round() as u8, size as u32);
        let Some(prefix) = identifier.strip_suffix(&zoom.to_string()) else { continue };
        // A digit left over means another number than the zoom.
        if prefix.ends_with(|last: char| last.is_ascii_digit()) || !starts_at_corner(matrix, grid) {
            continue;
        }
        match &mut found {
            Some(found) if found.prefix == prefix && found.tile_size == tile_size => {
                found.first = found.first.min(zoom);
                found.last = found.last.max(zoom);
            }
            Some(_) => {}
            None => {
                found = Some(Matrices {
                    name: text(set, "Identifier")?.to_owned(),
                    grid,
                    first: zoom,
                    last: zoom,
                    tile_size,
                    prefix: prefix.to_owned(),
                });
            }
        }
    }
    found
}

/// Whether a matrix begins at the north-west corner of the world; its axes come in either order.
fn starts_at_corner(matrix: Node<'_, '_>, grid: Grid) -> bool {
    let corner: Vec<f64> = text(matrix, "TopLeftCorner")
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let [a, b] = corner[..] else { return false };
    let is = |a: f64, b: f64, west: f64, north: f64| {
        (a - west).abs() < west.abs() * 1e-3 && (b - north).abs() < north.abs() * 1e-3
    };
    let (west, north) = match grid {
        Grid::Mercator => (-20_037_508.342_789, 20_037_508.342_789),
        Grid::Geographic => (-180.0, 90.0),
    };
    is(a, b, west, north) || is(b, a, west, north)
}

fn rest_template<'a>(layer: Node<'a, '_>, format: &str) -> Option<&'a str> {
    let tiles = |node: &Node<'_, '_>| node.attribute("resourceType") == Some("tile");
    let all: Vec<Node<'_, '_>> = children(layer, "ResourceURL").filter(tiles).collect();
    let same = all.iter().find(|node| node.attribute("format") == Some(format));
    same.or(all.first())?.attribute("template")
}

/// The address of `GetTile` by key and value.
fn query_address<'a>(root: Node<'a, '_>) -> Option<&'a str> {
    let operation = root.descendants().find(|node| {
        node.tag_name().name() == "Operation" && node.attribute("name") == Some("GetTile")
    })?;
    let get = operation.descendants().find(|node| node.tag_name().name() == "Get")?;
    get.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value())
}

fn children<'a, 'b, 'n>(
    node: Node<'a, 'b>,
    name: &'n str,
) -> impl Iterator<Item = Node<'a, 'b>> + use<'a, 'b, 'n> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    children(node, name).next()
}

fn text<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name)?.text().map(str::trim)
}
