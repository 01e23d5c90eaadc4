"""The yardstick: the sample's map as an analyst writes it by hand with geopandas and folium.

Nothing of briefmap is used. What the article says was read by the analyst, who typed the places of each role; the
page takes its scripts and tiles from other servers, as folium's pages do. Run: python benchmarks/yardstick.py FILE
"""

import sys
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
from branca.element import Figure

BOUNDARIES = Path(__file__).parents[1] / "gazetteer" / "extracts" / "boundaries-countries.json"

SAHEL = ["BF", "ML", "MR", "NE", "TD"]
EAST_AFRICA = ["BI", "DJ", "ER", "ET", "KE", "MG", "MW", "MZ", "RW", "SO", "SS", "TZ", "UG", "ZM", "ZW"]
SUB_SAHARAN = [
    *SAHEL,
    *EAST_AFRICA,
    *("AO", "BJ", "BW", "CD", "CF", "CG", "CI", "CM", "GA", "GH", "GM", "GN", "GQ", "GW", "LR", "LS", "NA", "NG"),
    *("SD", "SL", "SN", "SZ", "TG", "ZA"),
]
AFRICA = [*SUB_SAHARAN, "DZ", "EG", "LY", "MA", "TN"]

ROME = [
    "جاء ذلك في البيان الختامي المشترك الصادر, عقب اجتماع وزراء خارجية التحالف الدولي لهزيمة داعش, الذين اجتمعوا في روما اليوم"
]
ROLES = {
    "Threat region": (
        "#c0392b",
        {
            "Africa": (AFRICA, "معالجة التهديدات التي يشكلها التنظيم في القارة الإفريقية"),
            "Sub-Saharan Africa": (SUB_SAHARAN, "التنظيمات والشبكات التابعة للتنظيم في إفريقيا جنوب الصحراء"),
            "Sahel": (SAHEL, "تهدّد الأمن والاستقرار, ولا سيما في منطقة الساحل"),
            "East Africa": (EAST_AFRICA, "وفي شرق إفريقيا/الموزمبيق"),
            "Mozambique": (["MZ"], "وفي شرق إفريقيا/الموزمبيق"),
            "Iraq": (["IQ"], "جعل نواة داعش في العراق وسوريا غير قادرة على إعادة تشكيل أي جيب إقليمي"),
            "Syria": (["SY"], "جعل نواة داعش في العراق وسوريا غير قادرة على إعادة تشكيل أي جيب إقليمي"),
        },
    ),
    "Repatriating state": (
        "#2874a6",
        {
            "Italy": (["IT"], "مشيدا بإيطاليا على اعتبار أنها من الدول الأوروبية القليلة التي تستعيد هؤلاء المقاتلين"),
            "Kazakhstan": (["KZ"], "كازاخستان التي أعادت على حد قوله 600 مقاتل وأفراد عائلاتهم"),
            "Uzbekistan": (["UZ"], "أعادت أوزبكستان وطاجيكستان وجمهورية قيرغيزستان أفراد عائلات المقاتلين"),
            "Tajikistan": (["TJ"], "أعادت أوزبكستان وطاجيكستان وجمهورية قيرغيزستان أفراد عائلات المقاتلين"),
            "Kyrgyzstan": (["KG"], "أعادت أوزبكستان وطاجيكستان وجمهورية قيرغيزستان أفراد عائلات المقاتلين"),
            "Bosnia and Herzegovina": (["BA"], "البوسنة والهرسك وكوسوفو ومقدونيا الشمالية مقاتلين إرهابيين"),
            "Kosovo": (["XK"], "البوسنة والهرسك وكوسوفو ومقدونيا الشمالية مقاتلين إرهابيين"),
            "North Macedonia": (["MK"], "البوسنة والهرسك وكوسوفو ومقدونيا الشمالية مقاتلين إرهابيين"),
        },
    ),
    "Reluctant state": (
        "#b9770e",
        {
            "France": (["FR"], "وكانت فرنسا وبريطانيا من أكثر المتحفظين على إعادة مواطنيهما"),
            "United Kingdom": (["GB"], "وكانت فرنسا وبريطانيا من أكثر المتحفظين على إعادة مواطنيهما"),
        },
    ),
    "Return origin": (
        "#6c3483",
        {
            "Iraq": (["IQ"], "أفراد عائلات المقاتلين الإرهابيين الأجانب من العراق"),
            "Syria": (["SY"], "وفي حالة أوزبكستان, من سوريا وأفغانستان أيضًا"),
            "Afghanistan": (["AF"], "وفي حالة أوزبكستان, من سوريا وأفغانستان أيضًا"),
        },
    ),
    "Participant state": (
        "#1e8449",
        {
            "Italy": (["IT"], "بدعوة من وزير الخارجية والتعاون الدولي الإيطالي لويجي دي مايو"),
            "United States": (["US"], "ووزير الخارجية الأمريكي أنتوني بلينكن"),
        },
    ),
}
MEETINGS = gpd.GeoDataFrame(
    {"name": ["Rome"], "quote": ROME}, geometry=gpd.points_from_xy([12.51], [41.89]), crs="EPSG:4326"
)


def main(target: str) -> None:
    countries = gpd.read_file(BOUNDARIES).set_crs("EPSG:4326", allow_override=True).set_index("id")
    rows = [
        {"role": role, "color": color, "name": name, "quote": quote, "geometry": countries.loc[codes].union_all()}
        for role, (color, places) in ROLES.items()
        for name, (codes, quote) in places.items()
    ]
    areas = gpd.GeoDataFrame(rows, crs="EPSG:4326")
    areas["geometry"] = areas.simplify(0.05)

    world = folium.Map()
    for role, group in areas.groupby("role", sort=False):
        layer = folium.FeatureGroup(name=role)
        folium.GeoJson(
            group,
            style_function=lambda feature: {
                "fillColor": feature["properties"]["color"],
                "color": feature["properties"]["color"],
                "weight": 1,
                "fillOpacity": 0.35,
            },
            tooltip=folium.GeoJsonTooltip(["name", "role"], ["Place", "Role"]),
            popup=folium.GeoJsonPopup(["name", "role", "quote"], ["Place", "Role", "Evidence"]),
        ).add_to(layer)
        layer.add_to(world)
    meetings = folium.FeatureGroup(name="Meeting location")
    for row in MEETINGS.itertuples():
        folium.CircleMarker(
            (row.geometry.y, row.geometry.x),
            radius=7,
            color="#111111",
            fill=True,
            tooltip=row.name,
            popup=folium.Popup(f'<div dir="rtl"><b>{row.name}</b><br>{row.quote}</div>', max_width=320),
        ).add_to(meetings)
    meetings.add_to(world)
    folium.LayerControl(collapsed=False).add_to(world)

    legend = "".join(
        f'<div><span style="background:{color};width:12px;height:12px;display:inline-block"></span> {role}</div>'
        for role, (color, _) in ROLES.items()
    )
    figure = world.get_root()
    assert isinstance(figure, Figure)
    figure.html.add_child(
        folium.Element(
            '<div style="position:fixed;bottom:24px;left:12px;z-index:9999;background:white;padding:8px">'
            f"<b>Coalition meeting in Rome</b>{legend}</div>"
        )
    )
    west, south, east, north = pd.concat([areas.geometry, MEETINGS.geometry]).total_bounds
    world.fit_bounds([[south, west], [north, east]])
    world.save(target)


if __name__ == "__main__":
    main(sys.argv[1])
