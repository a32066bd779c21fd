"""The words by which kinds.py knows what is no news. Kinds by their names; parts divided by `|`.

SECTIONS are whole parts of a link's path, CATEGORIES whole categories, both in any language. TITLES are by
language: first the labels (or none), which count where they stand alone before or behind a title ("Opinion: …",
"… | Opinion"), then patterns, which count wherever they match. Patterns may hold no escape in capitals, for
titles are compared in small letters.
"""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "opinion": (
        "opinion|opinions|commentisfree|op-ed|oped|opeds|columnists|columns|editorials|letters-to-the-editor",
        "opiniones|columnistas|columnas|editoriales|opiniao|colunas|colunistas|editoriais|idees|tribunes",
        "chroniques|meinung|kommentare|kolumnen|opinioni|editoriali|mneniya|mneniia|mnenie|kolonki|dumka",
        "dumky|yazarlar|kose-yazilari|kose-yazisi|opinie|felietony|opini|kolom|tajuk|shasetsu|pinglun|ledare",
        "debatt|meninger",
    ),
    "video": (
        "video|videos|av|gallery|galleries|photo-gallery|photos|in-pictures|pictures|slideshow|podcast",
        "podcasts|fotogaleria|fotogalerias|galeria|galerias|fotos|galerie|diaporama|bildergalerie|fotostrecke",
        "mediathek|photogallery|fotogallery|foto-galeri|fotogaleri|galeri|video-galeri|foto|wideo|photostory",
        "photo-stories",
    ),
    "live": (
        "live|liveblog|live-blog|live-news|liveticker|newsticker-live|en-vivo|en-direct|ao-vivo|diretta|canli",
        "na-zywo|live-updates",
    ),
    "sport_result": (
        "resultados|resultats|ergebnisse|risultati|klasemen|fixtures|scores|standings|livescore",
        "results-fixtures",
    ),
    "horoscope": (
        "horoscope|horoscopes|horoscopo|horoscopos|horoskop|horoskope|oroscopo|goroskop|goroskopy|astroloji",
        "burclar|zodiak|rashifal|uranai|astrology|astrologie|astrologia|horoskopy",
    ),
    "lottery": (
        "lottery-results|lottozahlen|resultados-loterias|resultats-loto",
        "wyniki-lotto",
    ),
    "service": (
        "horoscopo-y-clima|tv-listings|tv-guide|programme-tv|tv-programm|guida-tv|crosswords|puzzles|sudoku",
        "pronostico-del-tiempo|weather-forecast|wettervorhersage|previsao-do-tempo|hava-durumu",
        "prognoza-pogody|prakiraan-cuaca|namaz-vakitleri|jadwal-sholat|obituaries|esquelas|necrologie",
    ),
    "sponsored": (
        "sponsored|sponsored-content|advertorial|advertorials|brandcontent|brand-content|branded-content",
        "brandvoice|brand-studio|brandstudio|partner-content|partnercontent|paid-content|paid-post|paidpost",
        "anzeige|publirreportaje|publirreportajes|contenido-patrocinado|conteudo-patrocinado|publieditorial",
        "contenu-sponsorise|publi-redactionnel|contenuto-sponsorizzato|material-sponsorowany|sponsorlu-icerik",
        "konten-bersponsor|pressrelease|press-release|press-releases|gutscheine|coupons|codes-promo|cupones",
    ),
}

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "opinion": (
        "opinion|opinions|editorial|editorials|op-ed|columns|columnists|letters|opinión|columnistas|opinião",
        "colunistas|tribune|tribunes|éditorial|éditos|chroniques|meinung|kommentar|kommentare|kolumne",
        "leitartikel|opinioni|editoriale|editoriali|мнение|мнения|колонки|колонка|думка|думки|رأي|مقالات",
        "الرأي|مقالات الرأي|社论|社評|观点|社説|コラム|オピニオン|संपादकीय|ओपिनियन|yazarlar|köşe yazıları",
        "opinie|felieton|felietony|komentarze|opini|kolom|tajuk",
    ),
    "video": (
        "video|videos|vídeo|vídeos|vidéo|vidéos|видео|відео|فيديو|视频|動画|वीडियो|wideo|photos|gallery",
        "galleries|fotogalería|galería|galeria de fotos|diaporama|bildergalerie|fotostrecke|foto galeri",
        "galeri|podcast|podcasts",
    ),
    "live": ("liveblog|live blog|live updates|liveticker|en vivo|minuto a minuto|en direct|ao vivo|live-blog",),
    "horoscope": (
        "horoscope|horoscopes|horóscopo|horóscopos|horoskop|oroscopo|гороскоп|гороскопи|أبراج|الأبراج|星座",
        "星座运势|占い|राशिफल|burçlar|burç yorumları|zodiak|ramalan zodiak|astrology",
    ),
    "lottery": ("lottery results|resultados de lotería|loterías y apuestas|lottozahlen|résultats loto|wyniki lotto",),
    "service": (
        "weather forecast|tv listings|crossword|crosswords|obituaries|pronóstico del tiempo|previsão do tempo",
        "prakiraan cuaca|программа передач|мой дом тв|hava durumu|天气预报|天気予報",
    ),
    "sponsored": (
        "sponsored|sponsored content|advertorial|advertorials|brand content|branded content|partner content",
        "paid content|press release|press releases|contenido patrocinado|publirreportaje|conteúdo patrocinado",
        "publieditorial|contenu sponsorisé|publi-rédactionnel|contenuto sponsorizzato|pubbliredazionale",
        "на правах рекламы|партнерский материал|на правах реклами|محتوى إعلاني|محتوى ممول|赞助内容|प्रायोजित",
        "sponsorlu içerik|materiał sponsorowany|artykuł sponsorowany|konten bersponsor",
    ),
}

TITLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "opinion": ("opinion|op-ed|editorial|letters?|column|commentary|guest essay|our view|letters to the editor",),
        "video": ("video|watch|photos|pictures|in pictures|gallery|photo gallery|podcast|listen",),
        "live": (
            "live|live blog|liveblog|live updates|live coverage",
            r"\blive (?:updates|blog|coverage)\b|[-–—] live$|\bas it happened$",
        ),
        "sport_result": (
            "results|fixtures|live score|football results|scoreboard|league table",
            r"\b(?:fixtures and results|live scores?|points table|full-time score)\b|\bstandings:",
            r"^[\w ]{3,30} scores$",
        ),
        "horoscope": (
            "horoscopes?|daily horoscope",
            r"^(?:your )?(?:daily |weekly |monthly )?horoscopes?(?:$|:|,| \d| (?:today|tomorrow|for|of the)\b)",
            r"^(?:aries|taurus|gemini|cancer|leo|virgo) (?:daily |weekly )?horoscope\b",
            r"^(?:libra|scorpio|sagittarius|capricorn|aquarius|pisces) (?:daily |weekly )?horoscope\b",
        ),
        "lottery": (
            "lottery results?|winning numbers",
            r"\bwinning (?:lotto |lottery |powerball )?numbers\b",
            r"\b(?:lottery|lotto|powerball|mega millions|euromillions) (?:results?|numbers)\b",
        ),
        "service": (
            "weather forecast|tv listings|crossword|sudoku",
            r"^(?:today's |tonight's )?(?:weather forecast|tv listings)\b|\bwhat's on tv\b",
            r"\bwhat to watch (?:tonight|today|this week(?:end)?)\b",
            r"^(?:gold|petrol|diesel|fuel|silver) (?:prices?|rates?) today\b",
            r"\b(?:wordle|nyt connections|quordle|nyt strands)\b.*\b(?:hints?|answers?)\b",
        ),
        "sponsored": (
            "sponsored|sponsored content|advertorial|partner content|paid content|brand content|press release",
        ),
    },
    "es": {
        "opinion": ("opinión|editorial|columna|tribuna|cartas? al director|columna de opinión|la columna",),
        "video": ("v[ií]deos?|fotos|fotogalería|galería|en imágenes|en fotos|en vídeo|pódcast|podcast|mira",),
        "live": (
            "en vivo|en directo|directo|minuto a minuto|última hora en directo",
            r"\ben (?:vivo|directo)(?: hoy)? ?[:|,]|, (?:en vivo|en directo|minuto a minuto)$",
            r"\bminuto a minuto\b ?[:|]",
        ),
        "sport_result": (
            "resultados|clasificación|tabla de posiciones|resumen y goles|marcador",
            r"^(?:resultados|tabla de posiciones)\b.*\b(?:liga|copa|jornada|fecha|fútbol|torneo|eliminatorias)\b",
        ),
        "horoscope": (
            "horóscopo|horóscopo de hoy",
            r"^(?:el )?horóscopo(?:$|:|,| \d| (?:diario|semanal|chino)\b| (?:de )?(?:hoy|mañana)\b)",
            r"^(?:el )?horóscopo del? (?:la semana|\w+, |\w+ \d|d[ií]a)",
        ),
        "lottery": (
            "resultados de la lotería|números ganadores",
            r"\bresultados?\b.{0,40}\b(?:loter[ií]as?|quinielas?|baloto|melate|euromillones|bonoloto|quini 6)\b",
            r"^(?:quiniela|loter[ií]a|bonoloto|euromillones|melate|la primitiva)\b.{0,40}\b(?:resultados?|comprobar)\b",
            r"\bnúmeros ganadores\b",
        ),
        "service": (
            "pronóstico del tiempo|clima hoy|programación tv",
            r"^pronóstico del (?:tiempo|clima)\b|^(?:el )?(?:clima|tiempo) (?:para |de )?(?:hoy|mañana)\b",
            r"^(?:(?:precio del )?d[oó]lar(?: blue)? hoy|precio del d[oó]lar)\b",
            r"^(?:qué ver hoy en|programación de) (?:la )?tv\b|^hoy no circula\b",
            r"\b(?:horario y )?(?:dónde|cómo) ver(?:lo)?\b.{0,60}\b(?:en vivo|por tv|en tv|partido|online)\b",
        ),
        "sponsored": ("contenido patrocinado|publirreportaje|patrocinado|contenido de marca|branded content",),
    },
    "pt": {
        "opinion": ("opinião|editorial|coluna|carta do leitor|cartas dos leitores|artigo de opinião",),
        "video": ("v[ií]deos?|fotos|galeria|em imagens|podcast|veja fotos|assista",),
        "live": (
            "ao vivo|em direto|em direto e ao vivo|siga ao vivo|tempo real|minuto a minuto",
            r"\b(?:ao vivo|em direto) ?[:|]",
        ),
        "sport_result": (
            "resultados|classificação|tabela",
            r"^(?:tabela|classificação) d[oae]s? .*\b(?:brasileirão|série [abcd]|liga|copa|campeonato)\b",
        ),
        "horoscope": (
            "horóscopo|horóscopo do dia",
            r"^horóscopo(?:$|:|,| \d| (?:do dia|de hoje|da semana|diário|semanal)\b)",
        ),
        "lottery": (
            "resultado da mega-sena",
            r"\bresultados? d[aeo]s? (?:mega-sena|quina|lotofácil|lotomania|loterias?|euromilhões|totoloto)\b",
            r"^(?:mega-sena|quina|lotofácil|lotomania|euromilhões)\b.{0,40}\b(?:resultado|números sorteados|chave)\b",
        ),
        "service": (
            "previsão do tempo|programação da tv",
            r"^previsão do tempo\b|^(?:dólar|cotação do dólar) hoje\b|^resumo d[ao]s? novelas?\b",
            r"\bonde assistir\b.{0,60}(?:ao vivo|horário|$)",
        ),
        "sponsored": ("conteúdo patrocinado|publieditorial|patrocinado|branded content|informe publicitário",),
    },
    "fr": {
        "opinion": ("opinion|tribune|éditorial|l'éditorial|édito|l'édito|chronique|point de vue|carte blanche",),
        "video": ("vidéos?|en images|en photos|photos|diaporama|podcast|regardez",),
        "live": (
            "direct|en direct|live|direct vidéo|suivez en direct",
            r"\ben direct ?[:|,]|^suivez\b.{0,80}\ben direct\b",
        ),
        "sport_result": (
            "résultats|classement|les résultats",
            r"^(?:résultats et classements?|tous les résultats)\b",
        ),
        "horoscope": (
            "horoscope|horoscope du jour",
            r"^(?:votre |l')?horoscope(?:$|:|,| \d| du (?:jour|\w+ \d)| de la semaine\b| gratuit)",
        ),
        "lottery": (
            "résultats du loto",
            r"\b(?:résultats?|tirage)\b.{0,25}\b(?:loto|euromillions|keno|eurodreams)\b",
            r"^(?:loto|euromillions|keno)\b.{0,20}\b(?:résultats?|tirage)\b",
        ),
        "service": (
            "programme tv|mots croisés",
            r"^(?:la )?météo (?:du|de ce|à \w+ (?:demain|ce))\b|^prévisions météo\b|^programme tv\b",
            r"^que regarder (?:à la télé|ce soir)\b",
        ),
        "sponsored": ("contenu sponsorisé|publi-rédactionnel|publireportage|contenu partenaire|sponsorisé",),
    },
    "de": {
        "opinion": (
            "meinung|kommentar|leitartikel|gastbeitrag|gastkommentar|kolumne|glosse|leserbriefe?",
            r"^(?:ein )?kommentar (?:zu|zur|zum|von)\b[^:]{0,60}:|^eine kolumne von\b",
        ),
        "video": ("video|videos|bilder|bildergalerie|fotostrecke|fotogalerie|podcast|im video",),
        "live": (
            "live|liveblog|live-blog|liveticker|live-ticker|newsblog|ticker",
            r"\b(?:live-?ticker|live-?blog|newsblog)\b",
        ),
        "sport_result": (
            "ergebnisse|tabelle|spielplan",
            r"^(?:ergebnisse|tabelle|spielplan|ergebnisse und tabelle)\b.*\b(?:liga|spieltag|pokal|wm|em)\b",
        ),
        "horoscope": (
            "horoskop|tageshoroskop",
            r"^(?:ihr |dein |das )?(?:tages|wochen|monats|jahres)?-?horoskop(?:$|:|,| \d| (?:heute|für|am)\b)",
        ),
        "lottery": (
            "lottozahlen|gewinnzahlen|lotto am (?:mittwoch|samstag)",
            r"\b(?:lottozahlen|gewinnzahlen)\b|^(?:eurojackpot|lotto)\b.{0,40}\bzahlen\b",
        ),
        "service": (
            "wettervorhersage|tv-programm|tv-tipps?|staumelder|kreuzworträtsel",
            r"^(?:das )?wetter (?:heute|morgen|am \w+tag|in \w+ (?:heute|morgen))\b|^wettervorhersage\b",
            r"^tv-(?:programm|tipps?)\b|^was läuft heute im tv\b",
        ),
        "sponsored": ("anzeige|advertorial|sponsored post|werbung|gesponsert|sponsored",),
    },
    "it": {
        "opinion": ("opinione|l'opinione|editoriale|l'editoriale|il commento|lettere al direttore",),
        "video": ("video|foto|fotogallery|le foto|il video|le immagini|photogallery|podcast",),
        "live": (
            "diretta|in diretta|la diretta|live|diretta live",
            r"\b(?:in diretta|la diretta) ?[:|]|, la diretta$|\bdiretta live\b",
        ),
        "sport_result": (
            "risultati|classifica|risultati e classifica",
            r"^(?:risultati|classifica)\b.*\b(?:serie [abcd]|giornata|girone|campionato)\b",
        ),
        "horoscope": (
            "oroscopo|oroscopo di oggi|l'oroscopo",
            r"^(?:l')?oroscopo(?:$|:|,| \d| (?:di |del |della )?(?:oggi|domani|giorno|settimana)\b| paolo fox| branko)",
        ),
        "lottery": (
            "",
            r"\bestrazion[ei]\b.{0,40}\b(?:lotto|superenalotto|10elotto|million ?day|simbolotto)\b",
            r"^(?:superenalotto|lotto|10elotto)\b.{0,40}\b(?:estrazion[ei]|numeri vincenti|combinazione)\b",
        ),
        "service": (
            "previsioni meteo|guida tv|stasera in tv",
            r"^(?:previsioni meteo|meteo (?:oggi|domani)\b|stasera in tv\b|guida tv\b|programmi tv\b)",
        ),
        "sponsored": ("contenuto sponsorizzato|pubbliredazionale|informazione pubblicitaria",),
    },
    "ru": {
        "opinion": ("мнение|колонка|авторская колонка|комментарий|блог|редакционная колонка",),
        "video": ("видео|фото|фотогалерея|фоторепортаж|галерея|подкаст",),
        "live": (
            "онлайн|прямая трансляция|онлайн-трансляция|прямой эфир|текстовая трансляция|трансляция|хроника",
            r"\b(?:онлайн-трансляция|прямая трансляция|текстовая трансляция)\b(?:$| ?[:|])",
        ),
        "sport_result": (
            "результаты|турнирная таблица|результаты матчей|расписание матчей",
            r"^(?:результаты матчей|турнирная таблица|расписание и результаты|календарь и результаты)\b",
        ),
        "horoscope": (
            "гороскоп|гороскоп на сегодня",
            r"^(?:ежедневный |общий )?гороскоп(?:$|:|,| \d| на \w+| для всех)",
        ),
        "lottery": (
            "результаты лотереи",
            r"\bрезультаты? (?:\w+ )?(?:лотереи|тиража|розыгрыша)\b|\bвыигрышные номера\b",
        ),
        "service": (
            "прогноз погоды|программа передач|курс валют|сканворд",
            r"^прогноз погоды\b|^погода (?:на|в \w+ на) (?:сегодня|завтра|\d)|^программа передач\b",
            r"^курс (?:доллара|валют|евро) (?:на|сегодня)\b",
        ),
        "sponsored": (
            "на правах рекламы|партнерский материал|спонсорский материал|промо",
            r"\bна правах рекламы\b",
        ),
    },
    "uk": {
        "opinion": ("думка|колонка|блог|авторська колонка|коментар",),
        "video": ("відео|фото|фоторепортаж|галерея|подкаст",),
        "live": (
            "онлайн|наживо|пряма трансляція|онлайн-трансляція|текстова трансляція|хроніка",
            r"\b(?:онлайн-трансляція|пряма трансляція|текстова трансляція)\b(?:$| ?[:|])",
        ),
        "sport_result": (
            "результати|турнірна таблиця|результати матчів|розклад матчів",
            r"^(?:результати матчів|турнірна таблиця|календар і результати)\b",
        ),
        "horoscope": (
            "гороскоп|гороскоп на сьогодні",
            r"^(?:щоденний )?гороскоп(?:$|:|,| \d| на \w+| для всіх)",
        ),
        "lottery": (
            "",
            r"\bрезультати? (?:\w+ )?(?:лотереї|тиражу|розіграшу)\b|\bвиграшні номери\b",
        ),
        "service": (
            "прогноз погоди|програма передач|телепрограма|курс валют",
            r"^прогноз погоди\b|^погода (?:на|в \w+ на|у \w+ на) (?:сьогодні|завтра|\d)",
            r"^курс (?:долара|валют|євро) (?:на|сьогодні)\b|^графік(?:и)? (?:відключень|вимкнень)\b",
        ),
        "sponsored": (
            "на правах реклами|партнерський матеріал|промо|новини компаній",
            r"\bна правах реклами\b",
        ),
    },
    "ar": {
        "opinion": ("رأي|مقال|مقال رأي|افتتاحية|الافتتاحية|وجهة نظر|كاريكاتير",),
        "video": ("فيديو|بالفيديو|شاهد|بالصور|صور|بودكاست|فيديو وصور",),
        "live": (
            "مباشر|بث مباشر|لحظة بلحظة|تغطية مباشرة|تغطية مستمرة",
            r"\bلحظة بلحظة\b|\bبث مباشر\b",
        ),
        "sport_result": (
            "نتائج المباريات|ترتيب الدوري",
            "^(?:ترتيب (?:الدوري|هدافي|مجموعات)|نتائج مباريات|مواعيد مباريات|جدول ترتيب)",
        ),
        "horoscope": (
            "أبراج|الأبراج|برجك اليوم|حظك اليوم",
            "^(?:حظك اليوم|برجك اليوم|توقعات الأبراج|أبراج اليوم|الأبراج اليوم)",
        ),
        "lottery": (
            "",
            r"\bنتائج (?:سحب )?(?:اليانصيب|اللوتو)",
        ),
        "service": (
            "حالة الطقس|طقس اليوم|مواقيت الصلاة",
            r"^(?:حالة الطقس|درجات الحرارة (?:اليوم|غدا)|طقس (?:اليوم|غدا)|مواقيت الصلاة)",
            r"^(?:سعر الدولار اليوم|أسعار الذهب اليوم|سعر الذهب اليوم|أسعار العملات)",
        ),
        "sponsored": ("محتوى إعلاني|محتوى ممول|مادة إعلانية",),
    },
    "zh": {
        "opinion": ("社论|社評|社论|评论|評論|观点|觀點|锐评|时评|時評|专栏|專欄|来论|投书|投書",),
        "video": ("视频|影片|影音|图集|組圖|组图|图片故事|高清图|播客",),
        "live": (
            "直播|实时更新|即時更新|滚动更新|文字直播|图文直播",
            "文字直播|图文直播",
        ),
        "sport_result": (
            "积分榜|比分|赛果|戰績",
            "^.{0,12}(?:积分榜|射手榜|赛程表|最新战绩)$",
        ),
        "horoscope": (
            "星座|星座运势|星座運勢|今日运势|今日運勢|运势",
            "(?:今日|本周|每日|一周)(?:星座)?[运運][势勢]|星座[运運][势勢]|十二星座.{0,8}[运運][势勢]",
        ),
        "lottery": (
            "开奖结果|開獎|开奖",
            "(?:双色球|大乐透|福彩|体彩|威力彩|大樂透|今彩539|六合彩).{0,16}(?:[开開][奖獎獎]|[号號][码碼])",
        ),
        "service": (
            "天气预报|天氣預報|电视节目|节目预告",
            r"^.{0,10}(?:天气预报|天氣預報)|^(?:今日|明日|明天|今天)(?:天气|天氣)|^(?:今日|\d+日)油价",
        ),
        "sponsored": ("赞助内容|广告|廣告|廣編特輯|商业推广|贊助內容",),
    },
    "ja": {
        "opinion": ("社説|主張|コラム|論説|オピニオン|天声人語|投書|声|時評|余録|産経抄|春秋|編集手帳|筆洗|寄稿",),
        "video": ("動画|写真|写真特集|フォト|写真まとめ|ポッドキャスト|写真集|動画あり",),
        "live": ("ライブ|live|ライブ配信|中継|生中継|速報中継|ライブ中継|タイムライン",),
        "sport_result": (
            "試合結果|順位表|結果|成績|スコア",
            "(?:順位表|試合結果|全試合結果)$",
        ),
        "horoscope": (
            "占い|星占い|今日の運勢|運勢|今日の占い|12星座占い",
            "^(?:今日の|今週の|毎日の|12星座)(?:星座)?(?:占い|運勢)|12星座(?:占い|ランキング)",
        ),
        "lottery": (
            "当せん番号",
            "(?:ロト[67]|ナンバーズ|宝くじ|ミニロト).{0,20}(?:当せん番号|抽せん結果|当選番号)",
        ),
        "service": (
            "天気予報|きょうの天気|今日の天気|番組表",
            "^(?:今日|きょう|明日|あす|週末)の天気|^天気予報",
        ),
        "sponsored": ("pr|広告|記事広告|タイアップ|スポンサード|sponsored",),
    },
    "hi": {
        "opinion": ("संपादकीय|विचार|ओपिनियन|राय|ब्लॉग|नजरिया|opinion|आलेख",),
        "video": ("वीडियो|video|तस्वीरें|फोटो|देखें वीडियो|photos|पॉडकास्ट",),
        "live": (
            "लाइव|live|लाइव अपडेट|live updates",
            r"लाइव अपडेट|\blive updates?\b|\bnews live\b",
        ),
        "sport_result": (
            "स्कोरकार्ड|अंक तालिका|points table",
            "(?:अंक तालिका|पॉइंट्स टेबल|लाइव स्कोर)",
        ),
        "horoscope": (
            "राशिफल|आज का राशिफल|horoscope",
            r"^(?:आज का |कल का |साप्ताहिक |दैनिक )?राशिफल|^\w+ राशिफल|\b(?:aaj ka )?rashifal\b",
        ),
        "lottery": (
            "",
            r"लॉटरी (?:परिणाम|रिजल्ट|संबाद)|\blottery (?:sambad|result)",
        ),
        "service": (
            "मौसम का हाल|आज का मौसम|पंचांग|आज का पंचांग",
            "^(?:आज का (?:मौसम|पंचांग)|मौसम का हाल|सोने(?:-चांदी)? का भाव|पेट्रोल-डीजल के दाम|gold price today)",
        ),
        "sponsored": ("प्रायोजित|विज्ञापन|advertorial|sponsored|impact feature|brand studio",),
    },
    "tr": {
        "opinion": ("görüş|yorum|köşe yazısı|başyazı|analiz-yorum|okur mektubu",),
        "video": ("video|foto|foto galeri|fotoğraflar|galeri|izle|video haber|podcast",),
        "live": (
            "canlı|canlı yayın|canlı blog|canlı anlatım|canlı takip",
            r"\bcanlı (?:anlatım|blog|takip)\b",
        ),
        "sport_result": (
            "puan durumu|maç sonuçları|maç sonucu|fikstür",
            r"\b(?:puan durumu|maç sonuçları|fikstürü)\b|\bmaç sonucu\b|\bmaç özeti\b",
        ),
        "horoscope": (
            "burç yorumları|günlük burç yorumları|astroloji|burçlar",
            r"\b(?:günlük|haftalık|aylık) burç\b|\bburç yorum(?:u|ları)\b",
        ),
        "lottery": (
            "",
            r"\b(?:milli piyango|sayısal loto|süper loto|şans topu|on numara)\b.{0,40}\bsonu[çc]",
        ),
        "service": (
            "hava durumu|yayın akışı|tv rehberi|namaz vakitleri",
            r"^(?:bugün |yarın )?hava durumu\b|\bhava nasıl olacak\b|\byayın akışı\b",
            r"^(?:altın fiyatları|dolar kaç tl|döviz kurları)\b|\bhangi kanalda\b.{0,30}\bsaat kaçta\b",
            r"\bsaat kaçta\b.{0,30}\bhangi kanalda\b",
        ),
        "sponsored": ("sponsorlu içerik|advertorial",),
    },
    "pl": {
        "opinion": (
            "opinia|komentarz|felieton|opinie|list do redakcji|listy do redakcji|stanowisko redakcji",
            r"\[(?:opinia|komentarz|felieton)\]",
        ),
        "video": ("wideo|video|zdjęcia|galeria|film|foto|podcast|zobacz zdjęcia",),
        "live": (
            "na żywo|relacja na żywo|relacja live|live",
            r"\brelacja (?:na żywo|live)\b|\[relacja\]|\[na żywo\]",
        ),
        "sport_result": (
            "wyniki|tabela|terminarz",
            r"^(?:wyniki|tabela|terminarz)\b.*\b(?:ekstraklasy|ligi|kolejki|mistrzostw|pucharu)\b",
        ),
        "horoscope": (
            "horoskop|horoskop dzienny",
            r"^(?:twój )?horoskop(?:$|:|,| \d| (?:dzienny|tygodniowy|na|dla)\b)",
        ),
        "lottery": (
            "wyniki lotto|losowanie lotto",
            r"\bwyniki (?:losowania )?(?:lotto|eurojackpot|multi multi|mini lotto)\b",
            r"^(?:lotto|eurojackpot)\b.{0,30}\bwyniki\b",
        ),
        "service": (
            "prognoza pogody|program tv|kursy walut|krzyżówka",
            r"^(?:prognoza pogody|pogoda na (?:dziś|jutro|\w+)|program tv|kurs(?:y)? walut|imieniny)\b",
        ),
        "sponsored": ("materiał sponsorowany|artykuł sponsorowany|materiał partnera|materiał promocyjny|sponsorowane",),
    },
    "id": {
        "opinion": ("opini|kolom|editorial|tajuk|tajuk rencana|surat pembaca",),
        "video": ("video|foto|galeri foto|potret|infografis|podcast|foto-foto",),
        "live": (
            "live|siaran langsung|langsung|live report",
            r"\blive (?:report|score)\b",
        ),
        "sport_result": (
            "hasil|klasemen|jadwal|hasil pertandingan|hasil liga inggris",
            r"^(?:klasemen|hasil|jadwal)\b.{0,30}\b(?:liga|piala|motogp|pertandingan|timnas|grup)\b",
        ),
        "horoscope": (
            "zodiak|ramalan zodiak|ramalan bintang|horoskop|shio",
            r"^(?:ramalan (?:zodiak|bintang|shio)|zodiak (?:hari ini|besok))\b",
        ),
        "lottery": (
            "",
            r"\bhasil undian\b",
        ),
        "service": (
            "prakiraan cuaca|jadwal tv|jadwal sholat|jadwal salat",
            r"^(?:prakiraan cuaca|cuaca hari ini|jadwal (?:sholat|salat|imsakiyah|acara tv))\b",
            r"^(?:harga emas (?:antam )?hari ini|kurs (?:dolar|rupiah) hari ini)\b",
        ),
        "sponsored": ("advertorial|konten bersponsor|iklan|sponsored|adv",),
    },
}
