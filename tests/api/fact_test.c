// SPDX-License-Identifier: Apache-2.0
/* Long because it is a table: every fact of the two files of facts about Guangzhou's launch of the
 * first quarter of 2024, where it is answered and on whose word. */
#include "listing.h"
#include "told.h"

#include <string.h>

#define LAUNCH "/launches/guangzhou-2024-q1"
#define ANNOUNCED "/data/announced/key=guangzhou-2024-q1~1"
#define CNS "cns-2024-02-20"
#define CITY "gz-gov-2024-02-21"
#define NANFANG "nanfang-2024-02-21"
#define COMPANY "wanli-company-page"

/* A fact, the answer and the place in it where it is told, and the same of its source; a source or
 * a label has none of its own. */
static const struct fact {
    const char *fact, *target, *path, *text, *source_path, *source;
} facts[] = {
    /* The launch event (founding report) */
    {"what", LAUNCH, "/data/name_en", "Launch of Guangzhou's major projects, first quarter of 2024",
        "/data/source", CNS},
    {"a start of construction", LAUNCH, "/data/scope", "started", "/data/source", CNS},
    {"quarter", LAUNCH, "/data/period", "2024-Q1", "/data/source", CNS},
    {"city's code", LAUNCH, "/data/place", "440100", "/data/source", CNS},
    {"city", LAUNCH, "/data/place_name_en", "Guangzhou", "/data/source", CNS},
    {"held on", LAUNCH, "/data/held_on", "2024-02-20", "/data/source", CNS},
    {"venue", LAUNCH, "/data/venue_en",
        "Guangzhou Disruptive Technology Innovation Industrial Park", "/data/source", CNS},
    {"venue is a project", LAUNCH, "/data/venue_project",
        "gz-disruptive-technology-innovation-park", "/data/source", CNS},
    {"focus", LAUNCH, "/data/focus_en",
        "Industry first, manufacturing as the city's foundation; industry and technology promoting "
        "each other.",
        "/data/source", CNS},
    {"projects started", LAUNCH, ANNOUNCED "total~1projects-cns/figure", "exact 319 projects",
        ANNOUNCED "total~1projects-cns/source", CNS},
    {"total investment", LAUNCH, ANNOUNCED "total~1investment-cns/figure",
        "more_than 320000000000 CNY", ANNOUNCED "total~1investment-cns/source", CNS},
    /* Announced totals by category (founding report) */
    {"industrial projects", LAUNCH, ANNOUNCED "industrial~1projects-cns/figure",
        "exact 158 projects", ANNOUNCED "industrial~1projects-cns/source", CNS},
    {"industrial investment", LAUNCH, ANNOUNCED "industrial~1investment-cns/figure",
        "exact 196900000000 CNY", ANNOUNCED "industrial~1investment-cns/source", CNS},
    {"infrastructure projects", LAUNCH, ANNOUNCED "infrastructure~1projects-cns/figure",
        "exact 73 projects", ANNOUNCED "infrastructure~1projects-cns/source", CNS},
    {"infrastructure investment", LAUNCH, ANNOUNCED "infrastructure~1investment-cns/figure",
        "exact 22500000000 CNY", ANNOUNCED "infrastructure~1investment-cns/source", CNS},
    {"livelihood projects", LAUNCH, ANNOUNCED "livelihood~1projects-cns/figure",
        "exact 50 projects", ANNOUNCED "livelihood~1projects-cns/source", CNS},
    {"livelihood investment", LAUNCH, ANNOUNCED "livelihood~1investment-cns/figure",
        "exact 28400000000 CNY", ANNOUNCED "livelihood~1investment-cns/source", CNS},
    {"urban_renewal projects", LAUNCH, ANNOUNCED "urban_renewal~1projects-cns/figure",
        "exact 38 projects", ANNOUNCED "urban_renewal~1projects-cns/source", CNS},
    {"urban_renewal investment", LAUNCH, ANNOUNCED "urban_renewal~1investment-cns/figure",
        "exact 73400000000 CNY", ANNOUNCED "urban_renewal~1investment-cns/source", CNS},
    {"categories add up to 319", LAUNCH "/summary", "/data/checks/measure=projects/sum",
        "exact 319 projects", "/data/groups/id=industrial/figures/projects/source", CNS},
    {"categories add up to 321.2 bn", LAUNCH "/summary", "/data/checks/measure=investment/sum",
        "exact 321200000000 CNY", "/data/groups/id=industrial/figures/investment/source", CNS},
    {"that is consistent", LAUNCH "/summary", "/data/checks/measure=investment/agreement",
        "consistent", "/data/groups/id=total/figures/investment/source", CNS},
    /* Announced subset (founding report) */
    {"32 projects", LAUNCH, ANNOUNCED "industrial-from-2bn~1projects-cns/figure",
        "exact 32 projects", ANNOUNCED "industrial-from-2bn~1projects-cns/source", CNS},
    {"more than 2 bn each", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-each-cns/figure",
        "more_than 2000000000 CNY", ANNOUNCED "industrial-from-2bn~1investment-each-cns/source",
        CNS},
    {"together over 133 bn", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-cns/figure",
        "more_than 133000000000 CNY", ANNOUNCED "industrial-from-2bn~1investment-cns/source", CNS},
    {"of the industrial ones", LAUNCH, ANNOUNCED "industrial-from-2bn~1projects-cns/category",
        "industrial", ANNOUNCED "industrial-from-2bn~1projects-cns/source", CNS},
    /* Projects named (founding report), their Chinese names and districts (supplement) */
    {"project", "/projects/gz-disruptive-technology-innovation-park", "/data/name_en",
        "Guangzhou Disruptive Technology Innovation Industrial Park", "/data/source", CNS},
    {"its sector", "/projects/gz-disruptive-technology-innovation-park", "/data/sector",
        "science_technology_innovation_platform", "/data/source", CNS},
    {"its category", "/projects/gz-disruptive-technology-innovation-park", "/data/category",
        "industrial", "/data/source", CNS},
    {"its Chinese name", "/projects/gz-disruptive-technology-innovation-park", "/data/name_zh",
        "广州颠覆性技术创新产业园", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-disruptive-technology-innovation-park", "/data/name_zh",
        "广州颠覆性技术创新产业园", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-disruptive-technology-innovation-park", "/data/district",
        "440112", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-disruptive-technology-innovation-park",
        "/data/district_name_en", "Huangpu", "/data/sources/source=nanfang-2024-02-21/source",
        NANFANG},
    {"project", "/projects/gz-pearl-river-piano-building", "/data/name_en",
        "Pearl River Piano Culture Technology Industry Building", "/data/source", CNS},
    {"its sector", "/projects/gz-pearl-river-piano-building", "/data/sector",
        "science_technology_innovation_platform", "/data/source", CNS},
    {"its category", "/projects/gz-pearl-river-piano-building", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-pearl-river-piano-building", "/data/name_zh",
        "珠江钢琴文化科技产业大楼", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-pearl-river-piano-building", "/data/name_zh",
        "珠江钢琴文化科技产业大楼", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-pearl-river-piano-building", "/data/district", "440103",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-pearl-river-piano-building", "/data/district_name_en",
        "Liwan", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-feihong-laser-plasma", "/data/name_en",
        "Feihong Laser and Plasma Intelligent Manufacturing", "/data/source", CNS},
    {"its sector", "/projects/gz-feihong-laser-plasma", "/data/sector",
        "new_generation_information_technology", "/data/source", CNS},
    {"its category", "/projects/gz-feihong-laser-plasma", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-feihong-laser-plasma", "/data/name_zh",
        "飞宏激光及等离子体智能制造", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-feihong-laser-plasma", "/data/name_zh", "飞宏激光及等离子体智能制造",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-feihong-laser-plasma", "/data/district", "440111",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-feihong-laser-plasma", "/data/district_name_en", "Baiyun",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-minshi-future-factory", "/data/name_en",
        "Minshi Auto Parts and Semiconductor Future Factory", "/data/source", CNS},
    {"its sector", "/projects/gz-minshi-future-factory", "/data/sector",
        "new_generation_information_technology", "/data/source", CNS},
    {"its category", "/projects/gz-minshi-future-factory", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-minshi-future-factory", "/data/name_zh",
        "敏实汽车零部件及半导体未来工厂", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-minshi-future-factory", "/data/name_zh",
        "敏实汽车零部件及半导体未来工厂", "/data/sources/source=nanfang-2024-02-21/source",
        NANFANG},
    {"its district", "/projects/gz-minshi-future-factory", "/data/district", "440118",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-minshi-future-factory", "/data/district_name_en",
        "Zengcheng", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-gdhk-manufacturing-port", "/data/name_en",
        "Guangdong-Hong Kong Cooperation High-end Manufacturing Industry Port", "/data/source",
        CNS},
    {"its sector", "/projects/gz-gdhk-manufacturing-port", "/data/sector", "advanced_manufacturing",
        "/data/source", CNS},
    {"its category", "/projects/gz-gdhk-manufacturing-port", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-gdhk-manufacturing-port", "/data/name_zh",
        "粤港合作高端制造产业港", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-gdhk-manufacturing-port", "/data/name_zh", "粤港合作高端制造产业港",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-gdhk-manufacturing-port", "/data/district", "440115",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-gdhk-manufacturing-port", "/data/district_name_en",
        "Nansha", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-wanli-tire-phase-iii", "/data/name_en", "Wanli Tire Phase III",
        "/data/source", CNS},
    {"its sector", "/projects/gz-wanli-tire-phase-iii", "/data/sector", "advanced_manufacturing",
        "/data/source", CNS},
    {"its category", "/projects/gz-wanli-tire-phase-iii", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-wanli-tire-phase-iii", "/data/name_zh", "万力轮胎三期",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-wanli-tire-phase-iii", "/data/name_zh", "万力轮胎三期",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-wanli-tire-phase-iii", "/data/district", "440117",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-wanli-tire-phase-iii", "/data/district_name_en",
        "Conghua", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-shiling-fashion-park", "/data/name_en",
        "Shiling Fashion Intelligent Manufacturing Industrial Park", "/data/source", CNS},
    {"its sector", "/projects/gz-shiling-fashion-park", "/data/sector", "advanced_manufacturing",
        "/data/source", CNS},
    {"its category", "/projects/gz-shiling-fashion-park", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-shiling-fashion-park", "/data/name_zh", "狮岭时尚智造产业园",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-shiling-fashion-park", "/data/name_zh", "狮岭时尚智造产业园",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-shiling-fashion-park", "/data/district", "440114",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-shiling-fashion-park", "/data/district_name_en", "Huadu",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-hengchuang-battery-echelon", "/data/name_en",
        "Hengchuang Power Battery Echelon Utilization Project", "/data/source", CNS},
    {"its sector", "/projects/gz-hengchuang-battery-echelon", "/data/sector",
        "advanced_manufacturing", "/data/source", CNS},
    {"its category", "/projects/gz-hengchuang-battery-echelon", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-hengchuang-battery-echelon", "/data/name_zh",
        "恒创动力电池梯次利用项目", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-hengchuang-battery-echelon", "/data/name_zh",
        "恒创动力电池梯次利用项目", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-hengchuang-battery-echelon", "/data/district", "null",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-hengchuang-battery-echelon", "/data/district_name_en",
        "null", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"project", "/projects/gz-quwan-global-headquarters", "/data/name_en",
        "Quwan Technology Global Headquarters", "/data/source", CNS},
    {"its sector", "/projects/gz-quwan-global-headquarters", "/data/sector", "headquarters_economy",
        "/data/source", CNS},
    {"its category", "/projects/gz-quwan-global-headquarters", "/data/category", "industrial",
        "/data/source", CNS},
    {"its Chinese name", "/projects/gz-quwan-global-headquarters", "/data/name_zh",
        "趣丸科技全球总部", "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the same", "/projects/gz-quwan-global-headquarters", "/data/name_zh", "趣丸科技全球总部",
        "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"its district", "/projects/gz-quwan-global-headquarters", "/data/district", "440105",
        "/data/sources/source=gz-gov-2024-02-21/source", CITY},
    {"the district's name", "/projects/gz-quwan-global-headquarters", "/data/district_name_en",
        "Haizhu", "/data/sources/source=nanfang-2024-02-21/source", NANFANG},
    {"the park's functions", "/projects/gz-disruptive-technology-innovation-park",
        "/data/description_en",
        "A source of disruptive-technology innovation with five functions (R&D, trial production, "
        "training, communication, display) and a demonstration of an innovation chain: basic "
        "research, technological breakthrough, transformation of achievements, technology finance, "
        "talent support.",
        "/data/source", CNS},
    {"one record for what may be two", "/projects/gz-minshi-future-factory", "/data/note",
        "The wording of China News Service's report could also be read as two projects; one record "
        "is kept for what may be two. Minshi is also written Minth.",
        "/data/source", CNS},
    {"a town of Huadu", "/projects/gz-shiling-fashion-park", "/data/note",
        "Shiling is a town of Huadu.", "/data/source", CNS},
    {"9 of 158 itemised", "/categories/summary", "/data/category=industrial/itemised/projects", "9",
        "/meta/sources/0", CNS},
    {"none of the others", "/categories/summary", "/data/category=infrastructure/itemised/projects",
        "0", "/meta/sources/0", CNS},
    {"none of the others", "/categories/summary", "/data/category=urban_renewal/itemised/projects",
        "0", "/meta/sources/0", CNS},
    /* R&D targets for 2024 (founding report) */
    {"target", "/rd-targets/guangzhou-rd-expenditure-2024-target", "/data/target",
        "more_than 100000000000 CNY", "/data/source", CNS},
    {"for 2024", "/rd-targets/guangzhou-rd-expenditure-2024-target", "/data/period", "2024",
        "/data/source", CNS},
    {"city-wide", "/rd-targets/guangzhou-rd-expenditure-2024-target", "/data/place", "440100",
        "/data/source", CNS},
    {"no actual value", "/rd-targets/guangzhou-rd-expenditure-2024-target", "/data/actual", "null",
        "/data/source", CNS},
    {"target", "/rd-targets/guangzhou-rd-intensity-2024-target", "/data/target",
        "more_than 3.5 percent", "/data/source", CNS},
    {"for 2024", "/rd-targets/guangzhou-rd-intensity-2024-target", "/data/period", "2024",
        "/data/source", CNS},
    {"city-wide", "/rd-targets/guangzhou-rd-intensity-2024-target", "/data/place", "440100",
        "/data/source", CNS},
    {"no actual value", "/rd-targets/guangzhou-rd-intensity-2024-target", "/data/actual", "null",
        "/data/source", CNS},
    {"a share of GDP", "/codelists/indicator", "/data/code=rd_intensity/note",
        "R&D expenditure as a share of GDP.", NULL, NULL},
    /* Policy measures (founding report) */
    {"measure 1", "/measures", "/data/id=guangzhou-2024-q1-measure-1/name_en",
        "Speed up the building of \"double first-class\" universities",
        "/data/id=guangzhou-2024-q1-measure-1/source", CNS},
    {"measure 2", "/measures", "/data/id=guangzhou-2024-q1-measure-2/name_en",
        "Issue the \"1+N\" policy on the transformation of scientific and technological "
        "achievements",
        "/data/id=guangzhou-2024-q1-measure-2/source", CNS},
    {"measure 3", "/measures", "/data/id=guangzhou-2024-q1-measure-3/name_en",
        "Build science and technology innovation platforms by layer and class",
        "/data/id=guangzhou-2024-q1-measure-3/source", CNS},
    {"measure 4", "/measures", "/data/id=guangzhou-2024-q1-measure-4/name_en",
        "Pilot a standard for identifying foreign talent that is highly skilled and urgently "
        "needed",
        "/data/id=guangzhou-2024-q1-measure-4/source", CNS},
    {"measure 5", "/measures", "/data/id=guangzhou-2024-q1-measure-5/name_en",
        "Set up high-level overseas STEM doctoral stations",
        "/data/id=guangzhou-2024-q1-measure-5/source", CNS},
    /* Place codes (founding report) */
    {"district", "/places", "/data/id=440103/name_en", "Liwan", "/data/id=440103/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440104/name_en", "Yuexiu", "/data/id=440104/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440105/name_en", "Haizhu", "/data/id=440105/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440106/name_en", "Tianhe", "/data/id=440106/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440111/name_en", "Baiyun", "/data/id=440111/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440112/name_en", "Huangpu", "/data/id=440112/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440113/name_en", "Panyu", "/data/id=440113/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440114/name_en", "Huadu", "/data/id=440114/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440115/name_en", "Nansha", "/data/id=440115/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440117/name_en", "Conghua", "/data/id=440117/scheme",
        "GB/T 2260"},
    {"district", "/places", "/data/id=440118/name_en", "Zengcheng", "/data/id=440118/scheme",
        "GB/T 2260"},
    /* Sources (supplement) */
    {"source", "/sources", "/data/id=cns-2024-02-20/publisher", "China News Service", NULL, NULL},
    {"source", "/sources", "/data/id=cns-2024-02-20/author", "Wang Hua", NULL, NULL},
    {"source", "/sources", "/data/id=cns-2024-02-20/published_on", "2024-02-20", NULL, NULL},
    {"source", "/sources", "/data/id=cns-2024-02-20/link", "null", NULL, NULL},
    {"source", "/sources", "/data/id=gz-gov-2024-02-21/title",
        "Guangzhou Municipal Government site, reprinting Guangzhou Daily, 21 February 2024", NULL,
        NULL},
    {"source", "/sources", "/data/id=gz-gov-2024-02-21/published_on", "2024-02-21", NULL, NULL},
    {"source", "/sources", "/data/id=gz-gov-2024-02-21/link",
        "http://www.guangzhou.gov.cn/202402/21/156098_54632186.htm", NULL, NULL},
    {"source", "/sources", "/data/id=nanfang-2024-02-21/publisher", "Nanfang Daily", NULL, NULL},
    {"source", "/sources", "/data/id=nanfang-2024-02-21/published_on", "2024-02-21", NULL, NULL},
    {"source", "/sources", "/data/id=nanfang-2024-02-21/link", "null", NULL, NULL},
    {"source", "/sources", "/data/id=wanli-company-page/title",
        "A company's own page on Wanli Tire Phase III", NULL, NULL},
    {"source", "/sources", "/data/id=wanli-company-page/link", "null", NULL, NULL},
    /* Labels in Chinese (supplement) */
    {"category", "/categories", "/data/id=industrial/name_zh", "产业建设", NULL, NULL},
    {"category", "/categories", "/data/id=infrastructure/name_zh", "基础设施", NULL, NULL},
    {"category", "/categories", "/data/id=livelihood/name_zh", "社会民生", NULL, NULL},
    {"category", "/categories", "/data/id=urban_renewal/name_zh", "城市更新", NULL, NULL},
    {"sector", "/codelists/sector", "/data/code=science_technology_innovation_platform/name_zh",
        "科技创新平台", NULL, NULL},
    {"sector", "/codelists/sector", "/data/code=new_generation_information_technology/name_zh",
        "新一代信息技术", NULL, NULL},
    {"sector", "/codelists/sector", "/data/code=advanced_manufacturing/name_zh", "先进制造业", NULL,
        NULL},
    {"sector", "/codelists/sector", "/data/code=headquarters_economy/name_zh", "总部经济", NULL,
        NULL},
    /* Figures (supplement) */
    {"Quwan, total investment", "/projects/gz-quwan-global-headquarters",
        "/data/figures/measure=total_investment/figure", "exact 2560000000 CNY",
        "/data/figures/measure=total_investment/source", CITY},
    {"Quwan, planned in 2024", "/projects/gz-quwan-global-headquarters",
        "/data/figures/measure=planned_investment/figure", "exact 1000000000 CNY",
        "/data/figures/measure=planned_investment/source", CITY},
    {"the year of that", "/projects/gz-quwan-global-headquarters",
        "/data/figures/measure=planned_investment/period", "2024",
        "/data/figures/measure=planned_investment/source", CITY},
    {"Quwan in the list", "/projects", "/data/id=gz-quwan-global-headquarters/investment",
        "exact 2560000000 CNY", "/data/id=gz-quwan-global-headquarters/investment_source", CITY},
    {"launch, total investment", LAUNCH, ANNOUNCED "total~1investment-gz-gov/figure",
        "more_than 320000000000 CNY", ANNOUNCED "total~1investment-gz-gov/source", CITY},
    {"launch, total investment", LAUNCH, ANNOUNCED "total~1investment-nanfang/figure",
        "more_than 320000000000 CNY", ANNOUNCED "total~1investment-nanfang/source", NANFANG},
    {"its wording", LAUNCH, ANNOUNCED "total~1investment-cns/verbatim", "超3200亿元",
        ANNOUNCED "total~1investment-cns/source", CNS},
    {"its wording", LAUNCH, ANNOUNCED "total~1investment-gz-gov/verbatim", "超3200亿元",
        ANNOUNCED "total~1investment-gz-gov/source", CITY},
    {"its wording", LAUNCH, ANNOUNCED "total~1investment-nanfang/verbatim", "超3200亿元",
        ANNOUNCED "total~1investment-nanfang/source", NANFANG},
    {"32 projects", LAUNCH, ANNOUNCED "industrial-from-2bn~1projects-nanfang/figure",
        "exact 32 projects", ANNOUNCED "industrial-from-2bn~1projects-nanfang/source", NANFANG},
    {"at least 2 bn each", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/figure",
        "at_least 2000000000 CNY", ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/source",
        NANFANG},
    {"its wording", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/verbatim",
        "20亿元以上", ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/source", NANFANG},
    {"differs from the English", LAUNCH,
        ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/disputed", "true",
        ANNOUNCED "industrial-from-2bn~1investment-each-nanfang/source", NANFANG},
    {"together over 133 bn", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-nanfang/figure",
        "more_than 133000000000 CNY", ANNOUNCED "industrial-from-2bn~1investment-nanfang/source",
        NANFANG},
    {"its wording", LAUNCH, ANNOUNCED "industrial-from-2bn~1investment-nanfang/verbatim",
        "超1330亿元", ANNOUNCED "industrial-from-2bn~1investment-nanfang/source", NANFANG},
    {"East Centre, projects", LAUNCH, ANNOUNCED "east-centre~1projects-nanfang/figure",
        "exact 160 projects", ANNOUNCED "east-centre~1projects-nanfang/source", NANFANG},
    {"East Centre, investment", LAUNCH, ANNOUNCED "east-centre~1investment-nanfang/figure",
        "about 160000000000 CNY", ANNOUNCED "east-centre~1investment-nanfang/source", NANFANG},
    {"its wording", LAUNCH, ANNOUNCED "east-centre~1investment-nanfang/verbatim", "约1600亿元",
        ANNOUNCED "east-centre~1investment-nanfang/source", NANFANG},
    {"its Chinese name", LAUNCH, ANNOUNCED "east-centre~1investment-nanfang/name_zh", "东部中心",
        ANNOUNCED "east-centre~1investment-nanfang/source", NANFANG},
    {"overlaps the categories", LAUNCH, ANNOUNCED "east-centre~1investment-nanfang/part", "false",
        ANNOUNCED "east-centre~1investment-nanfang/source", NANFANG},
    {"Wanli, start", "/projects/gz-wanli-tire-phase-iii",
        "/data/milestones/source=cns-2024-02-20/date", "2024-02-20",
        "/data/milestones/source=cns-2024-02-20/source", CNS},
    {"Wanli, another start", "/projects/gz-wanli-tire-phase-iii",
        "/data/milestones/source=wanli-company-page/date", "2024-04-23",
        "/data/milestones/source=wanli-company-page/source", COMPANY},
    {"they conflict", "/projects/gz-wanli-tire-phase-iii",
        "/data/milestones/source=wanli-company-page/disputed", "true",
        "/data/milestones/source=wanli-company-page/source", COMPANY},
    {"a tenth project", "/projects/gz-dongfeng-east-road-school", "/data/name_zh",
        "东风东路小学本校区及广州市第二幼儿园教学楼改扩建工程", "/data/source", CITY},
    {"in English", "/projects/gz-dongfeng-east-road-school", "/data/name_en",
        "Dongfeng East Road Primary School and No. 2 Kindergarten expansion", "/data/source", CITY},
    {"its category", "/projects/gz-dongfeng-east-road-school", "/data/category", "livelihood",
        "/data/source", CITY},
    {"its district", "/projects/gz-dongfeng-east-road-school", "/data/district", "440104",
        "/data/source", CITY},
    {"no amount", "/projects/gz-dongfeng-east-road-school", "/data/investment", "null",
        "/data/source", CITY},
};

static void fact_holds(
    struct test_register *reg, const struct fact *fact, json_t *root, const char *sources)
{
    const char *text = told(told_pick(root, fact->path), &reg->arena);
    ck_assert_msg(strcmp(text, fact->text) == 0, "%s: %s %s is \"%s\", not \"%s\"", fact->fact,
        fact->target, fact->path, text, fact->text);
    if (!fact->source)
        return;
    const char *source = told(told_pick(root, fact->source_path), &reg->arena);
    ck_assert_msg(strcmp(source, fact->source) == 0, "%s: %s %s is \"%s\", not \"%s\"", fact->fact,
        fact->target, fact->source_path, source, fact->source);
    ck_assert_msg(strstr(source, "GB/T") || strstr(sources, source), "%s is no source", source);
}

START_TEST(every_fact_is_answered_with_its_source)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer sources = register_ask_for(&reg, 200, "/sources?fields=id");
    const char *target = "";
    struct answer answer = {0};
    for (size_t i = 0; i < COUNT(facts); i++) {
        if (strcmp(target, facts[i].target) != 0) {
            answer_free(&answer);
            target = facts[i].target;
            answer = register_ask_for(&reg, 200, "%s", target);
        }
        fact_holds(&reg, &facts[i], answer.json, sources.response.body.bytes);
    }
    answer_free(&answer);
    answer_free(&sources);
    register_remove(&reg);
}
END_TEST

/* What is announced of parts of a launch is a fact as well: none is in the register that the files
 * of facts do not have. */
START_TEST(nothing_is_said_beyond_the_facts)
{
    static const struct told counts[] = {
        {"/projects", "10"},
        {"/launches", "1"},
        {"/rd-targets", "2"},
        {"/measures", "5"},
        {"/sources", "4"},
        {"/places", "12"},
        {"/categories", "4"},
        {"/codelists/sector", "4"},
        {"/codelists/indicator", "2"},
        {"/projects?investment__null=false", "1"},
        {"/projects?status__null=false", "0"},
        {"/projects?start_date__null=false", "1"},
        {"/projects?latitude__null=false", "0"},
    };
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(counts); i++) {
        const struct told total = {"/meta/total", counts[i].text};
        expect_told(&reg, counts[i].path, &total, 1);
    }
    struct answer answer = register_ask_for(&reg, 200, LAUNCH);
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/data/announced")), 20);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_fact_is_answered_with_its_source,
        nothing_is_said_beyond_the_facts,
        NULL,
    };
    return claims_run("facts", claims);
}
