"""Articles made from templates: names of the gazetteer, every role, about 2 KB each; the same seed, the same articles."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from briefmap.gazetteer import EMBEDDED

_TEMPLATES = (
    "اجتمع وزراء خارجية {country} و{country2} في {city} لبحث ملف الحدود والتجارة بين البلدين",
    "تستضيف {city} الأسبوع المقبل قمة تشارك فيها {country} و{country2} و{country3}",
    "أعادت {country} {n} من مواطنيها كانوا محتجزين في مخيمات في {country2}",
    "وصلت إلى {city} طائرة تقل {n} عائدا من {country2} بعد مفاوضات استمرت أشهرا",
    "قتل {n} أشخاص في انفجار سيارة مفخخة في {city} مساء أمس، وفق مصادر أمنية",
    "قال مسؤول في وزارة الدفاع إن هجوما على دورية في {city} أسفر عن إصابة {n} جنود",
    "يهدد تنظيم الدولة الإسلامية الأمن والاستقرار في {country} وفي منطقة الساحل",
    "تتمدد الجماعات المسلحة في {country} وتنشط خلاياها قرب {city}",
    "رفضت {country} استعادة مواطنيها المحتجزين في {country2} رغم الدعوات المتكررة",
    "احتجزت السلطات {n} مشتبها بهم في سجن {city} وتستمر التحقيقات معهم",
    "شاركت {country} في المحادثات التي جرت في {city} برعاية الأمم المتحدة",
    "أكدت وزارة الخارجية في {country} أن الاتفاق مع {country2} سيوقع في {city} قبل نهاية العام",
)
_FILLERS = (
    "وأضاف البيان أن الأطراف اتفقت على مواصلة الحوار وعلى عقد جولة أخرى في موعد يحدد لاحقا",
    "ولم يصدر تعليق رسمي حتى الآن، فيما نقلت وكالات الأنباء عن شهود قولهم إن الوضع هادئ",
    "وأشار التقرير إلى ارتفاع أسعار المواد الغذائية بنسبة {n} في المئة خلال العام الماضي",
    "وقال المتحدث للصحفيين إن اللجنة ستقدم توصياتها إلى المجلس في جلسة علنية",
    "ويرى مراقبون أن الخطوة تأتي في سياق جهود أوسع لتعزيز التعاون الاقتصادي",
    "وكانت المنظمة قد دعت في وقت سابق إلى توفير المساعدات الإنسانية للمتضررين دون شروط",
    "وشدد الوزير على ضرورة احترام القانون الدولي وحماية المدنيين في جميع الظروف",
    "وبحسب الإحصاءات الأخيرة فإن عدد المستفيدين من البرنامج تجاوز {n} ألفا",
)


def articles(count: int, seed: int = 7, size: int = 2048) -> Iterator[dict[str, str]]:
    """`count` articles with id, text and date; lengths spread around `size` bytes of UTF-8."""
    db = sqlite3.connect(f"{EMBEDDED.as_uri()}?mode=ro", uri=True)
    countries = [
        n for (n,) in db.execute("SELECT name_ar FROM place WHERE kind = 'country' AND name_ar > '' ORDER BY id")
    ]
    cities = [
        name
        for (name,) in db.execute(
            "SELECT name_ar FROM place WHERE kind = 'city' AND name_ar > '' ORDER BY population DESC, id LIMIT 1500"
        )
    ]
    chance = random.Random(seed)
    for number in range(count):
        wanted = chance.triangular(0.4, 1.6) * size
        sentences: list[str] = []
        while sum(len(sentence.encode()) + 2 for sentence in sentences) < wanted:
            template = chance.choice(_TEMPLATES if chance.random() < 0.5 or not sentences else _FILLERS)
            country, country2, country3 = chance.sample(countries, 3)
            sentences.append(
                template.format(
                    country=country,
                    country2=country2,
                    country3=country3,
                    city=chance.choice(cities),
                    n=chance.randint(2, 90),
                )
            )
        lines = [sentences[0], *(". ".join(sentences[i : i + 3]) + "." for i in range(1, len(sentences), 3))]
        day = date(2023, 1, 1) + timedelta(days=chance.randrange(730))
        yield {"id": f"article-{number:07}", "text": "\n\n".join(lines), "date": day.isoformat()}


def write_jsonl(path: Path, count: int, seed: int = 7) -> int:
    """Write articles as JSON Lines; returns the bytes of their texts."""
    total = 0
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count, seed):
            total += len(article["text"].encode())
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return total
