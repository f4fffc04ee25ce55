//! The register of contradictions: each number or date that competes with another is shown with its
//! reason, in both languages.

use std::sync::LazyLock;

use beijing_zones::{
    formats::catalogue::embedded,
    model::{Lang, as_of::AsOf, catalogue::Catalogue, units::AreaUnit, zone::Zone},
    words,
};

/// What competes, and why, as the inspector says it.
enum Rival {
    /// A figure by its id: its value in English and Chinese, and why it differs; no reason for the one
    /// that leads.
    Figure(&'static str, [&'static str; 2], Option<[&'static str; 2]>),
    /// Words that stand in a milestone, statement, reading or note of the zone.
    Said([&'static str; 2]),
    /// Words of the scope note, which tells of the zones of one name.
    Noted([&'static str; 2]),
}

use Rival::{Figure, Noted, Said};

const OTHER_SCOPE: Option<[&str; 2]> = Some(["Another scope than", "口径与"]);
const OTHER_UNIT: Option<[&str; 2]> =
    Some(["Same digits as 419,000 m² of another scope", "数字与另一口径的41.9万平方米相同"]);
const PART: Option<[&str; 2]> = Some(["Part of", "中的一部分"]);
const ROUNDED: Option<[&str; 2]> = Some(["once rounded", "取整之差"]);
const REPLACED: Option<[&str; 2]> = Some(["Replaced by", "更新为"]);
const STAGE: Option<[&str; 2]> = Some(["another stage of the project", "不同阶段"]);
const UNEXPLAINED: Option<[&str; 2]> = Some(["the reason is not known", "原因不明"]);

/// Number in the register, zone, and what competes.
const REGISTER: &[(&str, &str, &[Rival])] = &[
    (
        "C1",
        "dongba",
        &[
            Figure("dongba/land-2021", ["35.5 km²", "35.5平方公里"], None),
            Noted([
                "6.2 km², planned, stated 18 Mar 2010. Another scope than 35.5 km², inside it in our reading",
                "口径与35.5平方公里不同",
            ]),
            Noted(["1,216.69 ha (12.17 km²)", "1,216.69公顷（12.17平方公里）"]),
            Noted(["about 2.96 km²", "约2.96平方公里"]),
            Noted(["83.62 ha (0.8362 km²)", "83.62公顷（0.8362平方公里）"]),
            Said(["They nest or adjoin; none corrects another", "或嵌套或相邻，并非前后更正"]),
        ],
    ),
    (
        "C2",
        "jinzhan",
        &[
            Figure("jinzhan/land-2020", ["1,216.69 ha", "1,216.69公顷"], None),
            Figure("jinzhan/land-2021", ["about 12 km²", "约12平方公里"], ROUNDED),
        ],
    ),
    (
        "C3",
        "embassy-quarter",
        &[Said([
            "the report lists both together, the government page makes it a southern neighbor",
            "报道并列，政府网页称为南邻",
        ])],
    ),
    (
        "C3",
        "jinzhan",
        &[
            Figure("jinzhan/embassy-beside-2020", ["83 ha", "83公顷"], OTHER_SCOPE),
            Said(["Drawn as adjacent", "按相邻绘制"]),
        ],
    ),
    (
        "C4",
        "embassy-quarter",
        &[
            Figure("embassy-quarter/site-2016", ["83.62 ha", "83.62公顷"], None),
            Figure(
                "embassy-quarter/site-2020",
                ["83 ha", "83公顷"],
                Some(["once cut to the same digits", "略去尾数"]),
            ),
        ],
    ),
    (
        "C5",
        "embassy-quarter",
        &[
            Said([
                "by 27 Sep 2020 Officials say the area is being built",
                "不晚于2020年9月27日 官员称使馆区正在建设",
            ]),
            Said(["by 26 Jun 2023 An official review", "不晚于2023年6月26日 官方回顾"]),
            Said([
                "Jan 2024 The work report says planning and construction progress",
                "2024年1月 政府工作报告称",
            ]),
            Said(["Partly under construction", "部分在建"]),
        ],
    ),
    (
        "C6",
        "second-sanlitun",
        &[
            Said(["will soon be complete", "即将建成"]),
            Said(["an aim to push toward", "推动的目标"]),
            Said([
                "The deputy district head applies the label to the Jinzhan area",
                "副区长以此称金盏片区",
            ]),
            Said(["Probably an overstatement in translation", "翻译所致的夸大"]),
        ],
    ),
    (
        "C7",
        "dongba-north-2010",
        &[
            Figure(
                "dongba-north-2010/offices-2010-03",
                ["about 5,000,000 m²", "约500万平方米"],
                OTHER_SCOPE,
            ),
            Figure(
                "dongba-north-2010/floor-2010-10",
                ["about 8,000,000 m²", "约800万平方米"],
                None,
            ),
            Said(["offices only", "仅办公"]),
        ],
    ),
    (
        "C8",
        "cncc-2",
        &[
            Figure("cncc-2/floor-2019", ["770,000 m²", "77万平方米"], REPLACED),
            Figure("cncc-2/floor-2020", ["780,000 m²", "78万平方米"], REPLACED),
            Figure("cncc-2/floor-2024", ["785,000 m²", "78.5万平方米"], None),
            Figure("cncc-2/floor-2025", ["about 780,000 m²", "约78万平方米"], ROUNDED),
        ],
    ),
    (
        "C9",
        "cncc-2-main-hall",
        &[
            Figure("cncc-2-main-hall/floor-2024", ["419,000 m²", "41.9万平方米"], None),
            Figure("cncc-2-main-hall/floor-2022", ["420,000 m²", "42万平方米"], ROUNDED),
            Figure("cncc-2-main-hall/floor-architect-2022", ["250,000 m²", "25万平方米"], STAGE),
            Figure("cncc-2-main-hall/floor-above-2024", ["256,000 m²", "25.6万平方米"], PART),
            Said(["probably above ground only", "大致为地上面积"]),
        ],
    ),
    (
        "C10",
        "cncc-2",
        &[
            Said(["2024 Opening, as the operator expects it", "2024年 启用（运营方预计）"]),
            Said(["Nov 2024 The main building passes completion", "2024年11月 主体通过竣工验收"]),
            Said(["13 May 2025 Official operation begins", "2025年5月13日 正式运营"]),
            Said(["Acceptance is not opening", "验收不等于启用"]),
        ],
    ),
    (
        "C11",
        "cncc-2",
        &[
            Said(["use for the Games against final works", "赛时使用与最终竣工之别"]),
            Said(["2017 to 2023", "2017至2023年"]),
        ],
    ),
    (
        "C12",
        "cncc-2",
        &[
            Figure(
                "cncc-2/media-center-2022",
                ["over 419,000 sq ft", "超419,000平方英尺"],
                OTHER_UNIT,
            ),
            Said(["Unresolved: printed in square feet", "未决。原文为平方英尺"]),
        ],
    ),
    (
        "C13",
        "cncc-1",
        &[
            Figure("cncc-1/floor", ["270,000 m²", "27万平方米"], None),
            Figure("cncc-1/complex-floor-2011", ["about 530,000 m²", "约53万平方米"], OTHER_SCOPE),
            Said(["building against complex", "主体与整个配套"]),
        ],
    ),
    (
        "C14",
        "cncc-2-main-hall",
        &[
            Figure("cncc-2-main-hall/plenary-2022", ["7,300 m²", "7,300平方米"], OTHER_SCOPE),
            Figure("cncc-2-main-hall/plenary-2019", ["8,000 m²", "8,000平方米"], STAGE),
        ],
    ),
    (
        "C15",
        "cbd-core",
        &[
            Figure("cbd-core/land-2017", ["3.99 km²", "3.99平方公里"], None),
            Figure("cbd-core/land-1992", ["10.4 km²", "10.4平方公里"], OTHER_SCOPE),
            Figure("cbd-core/land-ftz", ["about 4.96 km²", "约4.96平方公里"], OTHER_SCOPE),
            Said([
                "Core and eastward expansion together make 6.99 km²",
                "核心区与东扩区合计6.99平方公里",
            ]),
        ],
    ),
    (
        "C16",
        "yanqi-convention-area",
        &[
            Figure("yanqi-convention-area/land", ["21 km²", "21平方公里"], None),
            Noted([
                "31 km², planned, stated 14 Oct 2013. Another scope than 21 km², which lies inside",
                "口径与21平方公里不同",
            ]),
            Noted(["65 ha (0.65 km²)", "65公顷（0.65平方公里）"]),
        ],
    ),
    (
        "C17",
        "yanqi-lake",
        &[
            Figure("yanqi-lake/water-2008", ["230 ha", "230公顷"], None),
            Figure("yanqi-lake/water-answer", ["1,500 mu", "1,500亩"], OTHER_SCOPE),
            Said(["unclear why; 230 ha preferred", "原因不明，采用230公顷"]),
        ],
    ),
    (
        "C18",
        "yanqi-lake",
        &[
            Figure("yanqi-lake/storage", ["38,300,000 m³", "3,830万立方米"], None),
            Figure(
                "yanqi-lake/storage-2008",
                ["3,830 m³", "3,830立方米"],
                Some(["probably a slip", "疑为单位误写"]),
            ),
            Said(["dropped a 万", "漏“万”"]),
        ],
    ),
    (
        "C19",
        "yanqi-lake",
        &[
            Figure("yanqi-lake/depth-2008", ["25 m", "25米"], None),
            Figure("yanqi-lake/depth-answer", ["about 82 m", "约82米"], UNEXPLAINED),
            Said(["More likely an elevation", "更可能是高程"]),
        ],
    ),
    (
        "C20",
        "yanqi-convention-area",
        &[
            Said(["10–11 Nov 2014 First major use", "2014年11月10日至11日 首次承办"]),
            Said(["10–12 Nov 2014 An encyclopedia", "2014年11月10日至12日 百科"]),
            Said(["the leaders’ week being longer", "领导人会议周更长"]),
        ],
    ),
    (
        "C21",
        "yanqi-convention-area",
        &[
            Figure("yanqi-convention-area/leaders-2017-early", ["28 people", "28人"], REPLACED),
            Figure("yanqi-convention-area/leaders-2017-late", ["29 people", "29人"], None),
        ],
    ),
    (
        "C22",
        "yanqi-convention-area",
        &[
            Figure("yanqi-convention-area/leaders-2019-state", ["38 people", "38人"], OTHER_SCOPE),
            Figure("yanqi-convention-area/leaders-2019-foreign", ["39 people", "39人"], None),
            Said(["two counting rules", "口径不同"]),
        ],
    ),
    (
        "C23",
        "olympic-green-core",
        &[
            Figure("olympic-green-core/green-1159", ["11.59 km²", "11.59平方公里"], OTHER_SCOPE),
            Figure("olympic-green-core/green-1135", ["1,135 ha", "1,135公顷"], UNEXPLAINED),
            Figure("olympic-green-core/green-1215", ["12.15 km²", "12.15平方公里"], UNEXPLAINED),
            Figure("olympic-green-core/green-1209", ["12.09 km²", "12.09平方公里"], UNEXPLAINED),
            Said(["11.59 is preferred as its parts add up", "因分项相符采用11.59"]),
            Said(["the last would have to be 164", "末项应为164"]),
        ],
    ),
    (
        "C24",
        "olympic-green-core",
        &[
            Figure("olympic-green-core/land-291", ["2.91 km²", "2.91平方公里"], None),
            Figure("olympic-green-core/land-315", ["3.15 km²", "3.15平方公里"], OTHER_SCOPE),
        ],
    ),
    (
        "C25",
        "new-shougang",
        &[
            Figure("new-shougang/land-park", ["8.63 km²", "8.63平方公里"], None),
            Figure("new-shougang/land-area", ["22.3 km²", "22.3平方公里"], OTHER_SCOPE),
        ],
    ),
    (
        "C26",
        "ciec-new-hall",
        &[
            Figure("ciec-new-hall/floor-2025", ["about 611,000 m²", "约61.1万平方米"], None),
            Figure("ciec-new-hall/floor-above-2021", ["438,500 m²", "43.85万平方米"], PART),
            Figure(
                "ciec-new-hall/floor-above-caption",
                ["about 611,000 m²", "约61.1万平方米"],
                Some(["probably misnamed", "误称"]),
            ),
        ],
    ),
    (
        "C27",
        "daxing-airport-zone",
        &[
            Figure("daxing-airport-zone/land-beijing", ["about 50 km²", "约50平方公里"], None),
            Figure(
                "daxing-airport-zone/land-page-2019",
                ["20 km²", "20平方公里"],
                Some(["once cut to the same digits", "略去尾数"]),
            ),
            Figure("daxing-airport-zone/land-start", ["20.8 km²", "20.8平方公里"], OTHER_SCOPE),
            Figure("daxing-airport-zone/land-core", ["150 km²", "150平方公里"], OTHER_SCOPE),
            Figure(
                "daxing-airport-zone/land-control",
                ["about 1,028 km²", "约1,028平方公里"],
                OTHER_SCOPE,
            ),
        ],
    ),
    (
        "C28",
        "universal-resort",
        &[
            Figure("universal-resort/cost-phase-1", ["35 billion yuan", "350亿元"], OTHER_SCOPE),
            Figure("universal-resort/cost-all", ["over 40 billion yuan", "超400亿元"], None),
            Figure("universal-resort/cost-usd", ["6.2 billion US dollars", "62亿美元"], None),
        ],
    ),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("it is sound"));

/// Everything that the inspector says of a zone besides its figures' numbers.
fn said(lang: Lang, zone: &Zone) -> String {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(zone.figures.iter().filter_map(|at| Some(at.note.as_ref()?.get(lang).to_owned())));
    for milestone in &zone.milestones {
        let date = words::date(lang, &milestone.date);
        texts.push(format!("{date} {}", milestone.text.get(lang)));
    }
    for statement in CATALOGUE.statements_about(&zone.id) {
        texts.push(statement.text.get(lang).to_owned());
        texts.extend(statement.contradicted_by.iter().map(|text| text.get(lang).to_owned()));
    }
    for reading in &zone.readings {
        texts.push(format!("{} {}", reading.claim.get(lang), reading.reason.get(lang)));
    }
    texts.extend(zone.notes.iter().map(|note| note.get(lang).to_owned()));
    texts.join("\n")
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// What is missing of a rival, in words.
fn missing(zone: &Zone, rival: &Rival) -> Vec<String> {
    let at = AsOf::from(CATALOGUE.information_to().expect("dated"));
    let mut missing = Vec::new();
    for (place, lang) in [Lang::En, Lang::Zh].into_iter().enumerate() {
        let (expected, shown) = match rival {
            Figure(id, value, reason) => {
                let Some(figure) = zone.figures.iter().find(|figure| figure.id == *id) else {
                    return vec![format!("there is no figure {id}")];
                };
                let shown = plain(&words::figure(lang, figure));
                if shown != value[place] {
                    missing.push(format!("{id} is shown as {shown}"));
                }
                let why = words::why_different(lang, &CATALOGUE, zone, figure, (at, AreaUnit::Km2));
                match (reason, why) {
                    (None, None) => continue,
                    (None, Some(why)) => {
                        missing.push(format!("{id} leads, but: {why}"));
                        continue;
                    }
                    (Some(reason), why) => (reason[place], plain(&why.unwrap_or_default())),
                }
            }
            Said(text) => (text[place], said(lang, zone)),
            Noted(text) => {
                let note = words::scope_note(lang, &CATALOGUE, zone, at, AreaUnit::Km2);
                (text[place], note.unwrap_or_default())
            }
        };
        if !shown.contains(expected) {
            missing.push(format!("{expected:?} in {shown}"));
        }
    }
    missing
}

#[test]
fn every_contradiction_is_shown_with_its_reason() {
    let mut failures = Vec::new();
    for (number, zone, rivals) in REGISTER {
        let zone = CATALOGUE.zone(zone).unwrap_or_else(|| panic!("{number}: no zone {zone}"));
        let missing = rivals.iter().flat_map(|rival| missing(zone, rival));
        failures.extend(missing.map(|what| format!("{number} {}: {what}", zone.id)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_register_is_gone_through_without_a_gap() {
    let mut numbers: Vec<u32> =
        REGISTER.iter().map(|(number, ..)| number[1..].parse().expect("a number")).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=28).collect::<Vec<u32>>(), "the rest is not of zones");
}
