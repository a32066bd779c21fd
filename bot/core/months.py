"""The names of the months, and what they are shortened to, in the languages of the press.

Folded: lower case without accents (see dates.py), several words joined by `_`. From CLDR, with the names of
the Levant and the Maghreb beside Egypt's. Left out because they mean another month next door: listopad
(October in Croatian, November in Polish and Czech), lis, lip and srp.
"""

from __future__ import annotations

_NAMES = (
    """
    january jan enero ene janvier janv janeiro gennaio gen gener ianuarie ian xaneiro xan januar januari
    tammikuuta tammi tammikuu jaanuar jaan sausio saus sausis janvaris stycznia sty styczen ledna led leden
    januara sijecnja sij sijecanj јануар јан јануари януари яну января янв январь січня січ січень студзеня сту
    студзень ιανουαριου ιαν ιανουαριοσ janar ocak oca yanvar yan yanwar jannar يناير ינואר ינו׳ ژانویه جنوری
    जनवरी जन জানুযারী জানু มกราคม ม.ค იანვარი იან հունվարի հնվ հունվար қаңтар қаң كانون_الثاني جانفي
    janner janu जानेवारी فروردین
    """,
    """
    february feb febrero fevrier fevr fevereiro fev febbraio febrer febr februarie febreiro februar februari
    helmikuuta helmi helmikuu veebruar veebr vasario vas vasaris februaris lutego lut luty unora uno unor
    februara veljace velj veljaca фебруар феб февруари фев февраля февр февраль лютого лют лютии лютага люты
    φεβρουαριου φεβ φεβρουαριοσ shkurt shk subat sub fevral fewral few frar fra فبراير פברואר פבר׳ فوریه فروری
    फरवरी फर ফেবরুযারী ফেব फेबरुअरी กมภาพันธ์ ก.พ თებერვალი თებ փետրվարի փտվ փետրվար ақпан ақп شباط فيفري
    feber फेबरुवारी اردیبهشت
    """,
    """
    march mar marzo mars marco marc martie marz maart mrt maerz mae marts maaliskuuta maalis maaliskuu marcius
    kovo kov kovas marca marzec brezna bre brezen marec ozujka ozu ozujak mart март мар марта березня бер
    березень сакавіка сак сакавік μαρτιου μαρ μαρτιοσ maret mac machi marzu مارس מרץ مارچ मारच মারচ มีนาคม มี.ค
    მარტი მარ մարտի մրտ մարտ наурыз нау اذار mrz
    خرداد
    """,
    """
    april apr abril abr avril avr aprile aprilie abrell huhtikuuta huhti huhtikuu aprill aprilis balandzio bal
    balandis kwietnia kwi kwiecien dubna dub duben aprila travnja tra travanj април апр апреля апрель квітня
    квіт квітень красавіка кра красавік απριλιου απρ απριλιοσ prill pri nisan nis aprel aprili ابريل אפריל אפר׳
    اوریل اپریل अपरैल এপরিল এপরি अपरिल เมษายน เม.ย აპრილი აპრ ապրիլի ապր ապրիլ сәуір сәу نيسان افريل
    एपरिल تیر
    """,
    """
    may mayo mai maio maggio mag maig mei mee maj toukokuuta touko toukokuu majus geguzes geg geguze maijs maja
    kvetna kve kveten svibnja svi svibanj мај маи мая травня трав травень μαιου μαι μαιοσ mayıs mejju mej مايو
    מאי مه ميی मई মে मे พฤษภาคม พ.ค მაისი მაი մայիսի մյս մայիս мамыр мам ايار mayis ماي
    مرداد
    """,
    """
    june jun junio juin junho giugno giu juny iunie iun xuno juni kesakuuta kesa kesakuu juuni junius birzelio
    birz birzelis junijs czerwca cze czerwiec cervna cvn cerven juna junij lipnja lipanj јун јуни юни июня июн
    июнь червня черв червень чэрвеня чэр чэрвень ιουνιου ιουν ιουνιοσ qershor qer haziran haz iyun iyn gunju gun
    يونيو יוני ژوين جون जून জুন जुन มิถนายน มิ.ย ივნისი ივნ հունիսի հնս հունիս маусым мау حزيران جوان
    شهریور
    """,
    """
    july jul julio juillet juil julho luglio lug juliol iulie iul xullo xul juli heinakuuta heina heinakuu juuli
    julius liepos liep liepa julijs lipca lipiec cervence cvc cervenec jula julij srpnja srpanj јул јули юли
    июля июл июль липня лип липень ліпеня ліп ліпень ιουλιου ιουλ ιουλιοσ korrik korr temmuz tem iyul iyl julai
    lulju lul يوليو יולי ژويیه جولايی जुलाई जुल জুলাই জুল กรกฎาคม ก.ค ივლისი ივლ հուլիսի հլս հուլիս шілде шіл
    تموز جويلية يوليوز
    जुलै مهر
    """,
    """
    august aug agosto ago aout agost ag augustus augusti agust agu elokuuta elo elokuu augusztus rugpjucio rugp
    rugpjutis augusts sierpnia sie sierpien srpna srpen augusta avgust avg kolovoza kol kolovoz август авг
    августа серпня серп серпень жніуня жні жнівень αυγουστου αυγ αυγουστοσ gusht gush agustos avqust avq awgust
    awg agustus ogos ogo agosti awwissu aww اغسطس אוגוסט אוג׳ اوت اگست अगसत अग আগসট আগ अगसट สิงหาคม ส.ค აგვისტო
    აგვ օգոստոսի օգս օգոստոս тамыз там اب غشت
    ऑगसट ابان
    """,
    """
    september sep septiembre sept septembre setembro set settembre setembre septembrie syyskuuta syys syyskuu
    szeptember szept rugsejo rugs rugsejis septembris wrzesnia wrz wrzesien zari zar septembra rujna ruj rujan
    septembar септембар сеп септември сентября сент сентябрь вересня вер вересень верасня верасень σεπτεμβριου
    σεπ σεπτεμβριοσ shtator sht eylul eyl sentyabr sen sentabr septemba settembru سبتمبر ספטמבר ספט׳ سپتامبر
    ستمبر सितंबर सित সেপটেমবর সেপ सेपटेमबर กันยายน ก.ย სექტემბერი სექ սեպտեմբերի սեպ սեպտեմբեր қыркүиек қыр
    ايلول شتنبر
    setiembre setiem सितमबर सपटेंबर сен اذر
    """,
    """
    october oct octubre octobre outubro out ottobre ott octombrie oktober okt lokakuuta loka lokakuu oktoober
    spalio spal spalis oktobris pazdziernika paz pazdziernik rijna rij rijen oktobra oktobar октобар окт
    октомври октября октябрь жовтня жовт жовтень кастрычніка кас кастрычнік οκτωβριου οκτ οκτωβριοσ tetor tet
    ekim eki oktyabr oktabr oktoba ottubru اكتوبر אוקטובר אוק׳ اکتبر اکتوبر अकटूबर अकटू অকটোবর অকটো अकटोबर
    ตลาคม ต.ค ოქტომბერი ოქტ հոկտեմբերի հոկ հոկտեմբեր қазан қаз تشرين_الاول
    ऑकटोबर अकतूबर دی
    """,
    """
    november nov noviembre novembre novembro noiembrie marraskuuta marras marraskuu lapkricio lapkr lapkritis
    novembris listopadu novembra studenoga stu studeni novembar новембар нов ноември ное ноября нояб ноябрь
    листопада лист листопад лістапада ліс лістапад νοεμβριου νοε νοεμβριοσ nentor nen kasım kas noyabr noy
    novemba novembru نوفمبر נובמבר נוב׳ نوامبر نومبر नवंबर नव নভেমবর নভে नोभेमबर พฤศจิกายน พ.ย ნოემბერი ნოე
    նոյեմբերի նոյ նոյեմբեր қараша қар تشرين_الثاني kasim نونبر
    नवमबर नोवहेंबर بهمن
    """,
    """
    december dec diciembre dic decembre dezembro dez dicembre desembre des decembrie decembro dezember desember
    joulukuuta joulu joulukuu detsember dets gruodzio gruod gruodis decembris grudnia gru grudzien prosince pro
    prosinec decembra prosinca prosinac decembar децембар дец декември дек декабря декабрь грудня груд грудень
    снежня сне снежань δεκεμβριου δεκ δεκεμβριοσ dhjetor dhj aralık ara dekabr dek disember dis desemba dicembru
    ديسمبر דצמבר דצמ׳ دسامبر دسمبر दिसंबर दिस ডিসেমবর ডিসে डिसेमबर ธันวาคม ธ.ค დეკემბერი დეკ դեկտեմբերի դեկ
    դեկտեմբեր желтоқсан жел كانون_الاول aralik دجنبر
    दिसमबर डिसेंबर اسفند
    """,
)

NUMBERS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""The number of a month, 1 = January, by any of its names."""
