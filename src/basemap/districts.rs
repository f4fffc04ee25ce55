//! The 16 districts of Beijing as areas, for a small overview. They are coarse, and their outer edge is
//! no border of ours: see `assets/basemap/README.md`.

use crate::model::boundary::LonLat;

/// One district: its rings, which may be several areas.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Chinese.
    pub name: String,
    pub rings: Vec<Vec<LonLat>>,
}

/// The districts of the embedded base map.
pub fn districts() -> Vec<District> {
    let text = include_str!("../../assets/basemap/sources/districts.geojson");
    let parsed: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let features = parsed["features"].as_array().map(Vec::as_slice).unwrap_or_default();
    features.iter().map(district).collect()
}

fn district(feature: &serde_json::Value) -> District {
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let rings = list(&feature["geometry"]["coordinates"])
        .iter()
        .flat_map(list)
        .map(|ring| {
            let corner =
                |at: &serde_json::Value| Some(LonLat::new(at[0].as_f64()?, at[1].as_f64()?));
            list(&ring).iter().filter_map(corner).collect()
        })
        .collect();
    let name = feature["properties"]["name"].as_str().unwrap_or_default().to_owned();
    District { name, rings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixteen_and_each_is_an_area() {
        let districts = districts();
        assert_eq!(districts.len(), 16);
        for district in &districts {
            assert!(district.name.ends_with('区'), "{district:?}");
            assert!(!district.rings.is_empty() && district.rings.iter().all(|ring| ring.len() > 3));
        }
    }
}
