"""How the characters that Chinese writes names with sound, as classes of consonants (see gate_scripts)."""

from __future__ import annotations

from types import MappingProxyType

_SOUNDS = """
P 巴拜白百柏包保鲍宝贝比彼毕碧波伯博勃布卜步不帕派佩皮普浦扑蒲颇破裴庞批琵薄巴碑北必壁璧
PN 班邦本宾彬滨冰兵潘彭蓬平朋鹏盘品屏斌
M 马玛麦迈毛茅莫默墨摩梅美米密穆木姆慕牧妙谬缪马莫媒每
MN 曼满芒蒙孟门明敏民闽茂岷
F 法费菲夫弗福佛伏富付傅维韦威瓦沃卫伟魏乌吴武伍沃菲
FN 范凡方芳芬丰冯凤枫温文万旺汪王翁
T 达大戴代德得迪狄底蒂多杜都度塔台泰特提缇图土托陶铁德帝蒂德邸
TN 丹但登邓丁顿东栋敦坦唐汤滕腾田天廷亭通童屯谭甸当党定
N 纽扭那娜纳乃奈内尼妮涅努诺娜瑙聂尼倪牛
NN 南宁农嫩年念
L 拉来莱赖劳勒雷里利丽莉理立列路卢鲁罗洛吕律略柳刘廖娄李黎力烈琉六禄鹿梨莉乐
LN 兰蓝朗郎林琳灵伦龙隆仑连廉良梁凌岭蓝隆
K 卡加嘉盖该高格戈葛哥歌古谷顾果郭国科柯克库考凯夸奎克瓜圭归关郭
KN 甘冈刚根更耿贡龚坎康肯孔昆宽坤款光广恭宫
S 查察柴车彻楚西希锡席习喜夏霞肖萧小谢雪许徐旭叙杰吉济基季吉贾焦揭久九朱竹祝邹周舟州扎泽兹子紫自佐左祖沙莎舍社施史世
S 师石什室舒书树朔苏素索萨塞赛色瑟斯司思丝四寺齐奇其琪起恰乔切秋邱曲齐契茨慈次曹茶策崔蔡措采察杰治智志芝之值济泽赵召
S 昭照卓哲喆者哲寿首绍邵少哨什士夕息希悉若如茹热日儒荣若荣
SN 尚上生升胜圣盛申神沈山善珊尚森桑孙顺舜逊松宋辛新信欣鑫星兴邢幸向香相湘先贤县显宣玄训勋迅寻荀雄熊金津晋靳京景静敬
SN 靖江姜蒋将健建简剑坚娟君军俊均进秦钦琴青清庆卿千钱前乾强泉全权群陈晨辰成程诚承昌常长畅川传春纯淳珍真贞甄郑正政震
SN 振镇张章彰忠中钟仲庄桢占詹展战曾增宗赞仁任人冉然荣容润
R 瑞尔儿耳尔厄
RN 恩
H 哈海赫何贺黑霍胡湖虎华花化怀惠慧辉会赫鹤豪好浩郝侯厚赫海
N 安恩因英音殷印银应映颖永勇恩昂翁云运允韵元远源园原袁圆阮燕晏颜彦炎延严妍艳雁杨阳洋央扬温
 约阿埃艾爱奥欧澳伊依以易亿意尤由友有游于余宇玉裕雨俞约越岳月亚雅牙叶业耶也瑶姚尧要吾五悟
"""

SOUNDS = MappingProxyType(
    {
        char: sound.replace("H", "")
        for sound, _, chars in (line.partition(" ") for line in _SOUNDS.strip("\n").splitlines() if line)
        for char in chars
    }
)
"""Character → its consonants: 普 → P, 京 → SN; vowels and h are nothing, ng is N."""

FOREIGN = (
    "爱瑞劳南阿埃艾奥巴拜贝比彼波伯博布达戴德迪蒂丁顿多杜尔厄恩法菲费弗夫福盖戈格哈赫霍基吉加杰卡凯坎科克库拉莱赖兰朗勒雷里利丽莉列林伦"
    "罗洛鲁卢马玛麦迈曼梅米密蒙莫默姆穆纳娜奈内尼涅努诺欧帕佩皮普乔萨塞桑沙莎什史舒斯苏索塔泰坦特提图托瓦韦维威沃乌希西谢休逊雅亚耶"
    "伊泽扎兹詹朱辛迪茨契琴瑟纽温昆亨汉宾本芬冈根滕森普顿登"
)
"""The characters by which foreign names are written: four in a row of them are hardly anything else."""
