//! The properties of a feature, and what they mean to us.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};
use serde_json::Value;

use crate::model::{Bilingual, Text, date::EventDate, zone::Field};

/// A text, a number or a truth as text.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A feature's properties in their order; what is taken is gone, the rest stay fields.
#[derive(Default)]
pub struct Properties(Vec<(Text, Value)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut properties = Vec::new();
        while let Some((key, value)) = map.next_entry::<Cow<'de, str>, Value>()? {
            properties.push((Text::from(key), value));
        }
        Ok(Properties(properties))
    }
}

impl Properties {
    /// Takes the first of the named properties that is there, if `read` finds a meaning in it.
    fn take<T>(&mut self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let at = names
            .iter()
            .find_map(|name| self.0.iter().position(|(key, _)| key.eq_ignore_ascii_case(name)))?;
        let taken = read(&self.0[at].1)?;
        self.0.remove(at);
        Some(taken)
    }

    pub fn text(&mut self, names: &[&str]) -> Option<String> {
        self.take(names, scalar)
    }

    pub fn number(&mut self, names: &[&str]) -> Option<f64> {
        self.take(names, |value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()))
    }

    pub fn date(&mut self, names: &[&str]) -> Option<EventDate> {
        self.take(names, |value| scalar(value)?.parse().ok())
    }

    pub fn word<T>(&mut self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.take(names, |value| read(&value.as_str()?.to_ascii_lowercase()))
    }

    /// English, Chinese and a name in one language, which stands for both where it is alone.
    pub fn bilingual(&mut self, [en, zh, either]: [&[&str]; 3]) -> Option<Bilingual> {
        let (mut en, mut zh) = (self.text(en), self.text(zh));
        if let Some(text) = self.text(either) {
            let place = if is_chinese(&text) { &mut zh } else { &mut en };
            place.get_or_insert(text);
        }
        let (en, zh) = match (en, zh) {
            (Some(en), Some(zh)) => (en, zh),
            (Some(one), None) | (None, Some(one)) => (one.clone(), one),
            (None, None) => return None,
        };
        Some(Bilingual::new(en, zh))
    }

    /// What was not taken, one field each.
    pub fn fields(self) -> Vec<Field> {
        self.0
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| {
                let value = scalar(&value).unwrap_or_else(|| value.to_string());
                Field { key, value: value.into() }
            })
            .collect()
    }
}
