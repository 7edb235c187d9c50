"""Opposites of states and acts, for the ``direction`` scorer: support and oppose, open and close, before and after.

See ``opposites`` for how a pair is chosen and written. Own work.
"""

from align.scorers.direction.poles import Pair, pole

STATES: tuple[Pair, ...] = (
    Pair(
        pole(r"支持|赞成|拥护", r"support\w*|back(?:s|ed|ing)?|favor\w*|favour\w*|endors\w+|agree\w*", "support"),
        pole(r"反对", r"oppos\w+|against|object\w*|reject\w*", "oppose"),
        "critical",
    ),
    Pair(
        pole(r"城镇|城市", r"urban|cit(?:y|ies)|towns?", "urban"),
        pole(r"农村|乡村", r"rural|villages?|countryside", "rural"),
    ),
    Pair(
        pole(r"买入|购买|采购", r"buy\w*|bought|purchas\w+|procur\w+", "buy", r"买方|购|承让|受让"),
        pole(r"卖出|出售|销售", r"s[eo]ll\w*|sold|sales?|market\w*|dispos\w+", "sell", r"卖|售|销"),
    ),
    Pair(
        pole(r"开放(?!式)", r"open\w*", "open"),
        pole(r"关闭", r"clos\w+|shut\w*", "close", r"闭|关"),
    ),
    Pair(
        pole(r"客队", r"visit\w+|away|guests?|opponents?", "visitors"),
        pole(r"主队", r"hosts?|home", "hosts"),
    ),
    Pair(
        pole(r"走进", r"enter\w*|into", "enter", mild=r"com(?:e|es|ing)|came|visit\w*|walk\w*|step\w*|go(?:es|ing)?|went|reach\w*|brought|inside"),
        pole(r"走出", r"leav(?:e|es|ing)|left", "leave", r"[离别留剩左余]", mild=r"out|emerg\w+|from|beyond|exit\w*|venture\w*|step\w*|com(?:e|es|ing)|abroad|global\w*|overcom\w+|away"),
    ),
    Pair(
        pole(r"开幕", r"open\w*|start\w*|kick\w* off|begin\w*", "open"),
        pole(r"闭幕", r"clos\w+|conclud\w+|end\w*", "close"),
    ),
    Pair(
        pole(r"之前|以前", r"before|ago|prior to|previous\w*|ahead of|earlier|until|by", "before"),
        pole(r"之后|以后", r"after\w*|following|later|since|once|upon|then", "after"),
    ),
    Pair(
        pole(r"新(?=[增建设发型技一])", r"new\w*|fresh\w*|add\w*|emerg\w+|nov\w+|innovat\w+|another|latest", "new"),
        pole(r"老旧|旧|老(?=[化区])", r"old\w*|aging|obsolete|former|outdated|predecessors?|previous", "old"),
    ),
    Pair(
        pole(r"最大(?![限程]度|化)", r"larg\w+|big\w*|great\w*|maxim\w+|most|highest|top", "largest"),
        pole(r"最小", r"small\w*|minim\w*|least|tiniest", "smallest"),
    ),
    Pair(
        pole(r"最高(?!人民|法院|检)", r"highest|top\w*|peak\w*|record|maximum|max|up to|at most|no more|capp?\w*|ceiling", "highest"),
        pole(r"最低", r"lowest|least|minimum|min|bottom\w*|cheapest|floor", "lowest"),
    ),
    Pair(
        pole(r"最早", r"earli\w+|first|oldest", "earliest"),
        pole(r"最晚", r"lat\w+|last", "latest"),
    ),
    Pair(
        pole(r"提前|早于", r"ahead|early|earlier|advance\w*|before", "earlier"),
        pole(r"推迟|晚于|延后|延期", r"delay\w*|postpon\w+|late\w*|after|behind|defer\w*", "later"),
    ),
    Pair(
        pole(r"月初|年初", r"earl(?:y|iest)|earlier(?= (?:this|in|next|last))|beginning|start|outset|first", "early in"),
        pole(r"月底|年底|月末|年末", r"late\w*|end\w*|(?:year|month)[- ]end|close|last|by", "late in"),
    ),
    Pair(
        pole(r"(?<!将)过去(?=[的一几十数多两三四五0-9]|，)", r"past|last|previous|over|former\w*|used to|in recent|history|formerly", "past"),
        pole(r"未来|今后", r"future|coming|next|ahead|forward|upcoming|years to come", "future"),
    ),
    Pair(
        pole(r"加入", r"join\w*|enter\w*|access\w*|becom\w*|member\w*|add\w*", "join"),
        pole(r"退出", r"withdr\w+|exit\w*|quit\w*|leav\w+|left|pull\w* out|opt\w* out|phas\w+ out", "leave"),
    ),
    Pair(
        pole(r"进入", r"enter\w*|into|step\w*|mov\w*|access\w*|join\w*|come|go\w*", "enter"),
        pole(r"离开", r"lea[vf]\w*|left|depart\w*|out of|go|going|away", "leave"),
    ),
    Pair(
        pole(r"撤出|撤离|撤回", r"withdr\w+|pull\w* (?:out|back)|remov\w+|evacuat\w+|leav\w+|left|retreat\w*|out of|recall\w*|retract\w*|from", "withdraw"),
        pole(r"进驻|部署(?:到|在|至)", r"mov\w* into|deploy\w*|station\w*|enter\w*|send\w* (?:in|to)|into", "move in", r"进|入|驻|派|部署"),
    ),
    Pair(
        pole(r"客队", r"visit\w*|away|road|guests?|on the road|travell?\w*", "visitors", r"客|访"),
        pole(r"主队", r"hosts?|home|hosting", "hosts", r"主|东道|本土|家|坐镇"),
    ),
    Pair(
        pole(r"下放", r"delegat\w+|devolv\w+|transfer\w*|decentrali[sz]\w+|to (?:the )?(?:lower|grassroots|local|province|cit|count)\w*|grant\w*|hand\w*|empower\w*", "delegate"),
        pole(r"上收|收回", r"tak\w+ (?:\w+ )?(?:back|from)|recentrali[sz]\w+|withdr\w+|reclaim\w*|recover\w*|recall\w*|take \w+ powers", "take back"),
    ),
    Pair(
        pole(r"开始", r"start\w*|beg[aiu]n\w*|kick\w*|launch\w*|since|initiat\w+|open\w*|from", "start"),
        pole(r"结束", r"end\w*|conclud\w+|finish\w*|complet\w+|clos\w+|over|final\w*", "end"),
    ),
    Pair(
        pole(r"建立|成立|设立", r"establish\w*|set\w* up|found\w*|creat\w+|form\w*|built|build\w*|launch\w*", "establish"),
        pole(r"撤销|取消", r"abolish\w*|cancel\w*|clos\w+|remov\w+|revok\w+|eliminat\w+|scrap\w*|lift\w*", "abolish"),
    ),
    Pair(
        pole(r"(?<!不)(?:包括|包含)", r"includ\w+|such as|contain\w*|compris\w+|cover\w*|among|with|consist\w*|rang\w+|involv\w+", "include"),
        pole(r"不包括|不含|除外", r"exclud\w+|except\w*|not includ\w+|without|other than|apart from", "exclude"),
        "critical",
    ),
    Pair(
        pole(r"同意", r"agree\w*|consent\w*|approv\w+|accept\w*|concur\w*", "agree"),
        pole(r"拒绝", r"refus\w+|reject\w*|declin\w+|den(?:y|ied|ies)|turn\w* down", "refuse"),
        "critical",
    ),
    Pair(
        pole(r"乐观", r"optimis\w+|upbeat|bright|positive", "optimism"),
        pole(r"悲观", r"pessimis\w+|gloomy|bleak", "pessimism"),
        "critical",
    ),
    Pair(
        pole(r"积极", r"positiv\w*|activ\w+|vigorous\w*|proactiv\w+|energetic\w*|constructive\w*|enthusias\w+|hard", "positive"),
        pole(r"消极", r"negativ\w*|passiv\w+|adverse\w*", "negative"),
    ),
    Pair(
        pole(r"有利", r"favou?rabl\w+|beneficial|advantag\w+|conduciv\w+|good|help\w*|benefit\w*", "favorable"),
        pole(r"不利(?![己人他于]?己)", r"unfavou?rabl\w+|advers\w+|harm\w*|detriment\w*|disadvantag\w+|negative\w*", "unfavorable"),
    ),
    Pair(
        pole(r"死亡|遇难", r"d(?:ie|ies|ied|ying)|deaths?|dead|kill\w*|fatal\w*|mortal\w*|perish\w*|lives", "death"),
        pole(r"出生|生育", r"born|birth\w*|fertil\w+", "birth", mild=r"child\w*"),
        "critical",
    ),
    Pair(
        pole(r"(?:绝?大)?多数", r"majorit\w+|most\w*|many|bulk", "majority"),
        pole(r"极?少数", r"minorit\w+|few\w*|small number|handful", "minority"),
        "critical",
    ),
    Pair(
        pole(r"相同|同样", r"same|identical\w*|equal\w*|similar\w*|alike|likewise|also|as|too", "same"),
        pole(r"不同(?![您你我他于意])", r"differ\w+|dissimilar|various|vari\w+|distinct\w*|divers\w+|unlike|disparate", "different"),
    ),
    Pair(
        pole(r"公共|公立", r"public\w*|state|common|communal|shared", "public"),
        pole(r"私人|私营|民营|私立", r"privat\w+|individual", "private"),
    ),
    Pair(
        pole(r"军事|军用", r"militar\w+|army|armed|defen[sc]e", "military"),
        pole(r"民用", r"civil\w*|commercial", "civilian"),
    ),
    Pair(
        pole(r"国内", r"domestic\w*|home|national\w*|in(?:side)? (?:the country|china)|internal\w*|China's|Chinese|local\w*|nationwide", "domestic"),
        pole(r"国外|境外|海外", r"foreign\w*|abroad|overseas|international\w*|outside|other countries|offshore", "foreign"),
    ),
    Pair(
        pole(r"批准|获批", r"approv\w+|ratif\w+|grant\w*|permi\w+|authori\w+|green light|endors\w+", "approval"),
        pole(r"驳回|否决", r"reject\w*|veto\w*|dismiss\w*|overrul\w+|turn\w* down|strik\w+ down", "rejection"),
        "critical",
    ),
    Pair(
        pole(r"胜利|获胜|战胜|击败", r"victor\w*|win\w*|won|beat\w*|defeat\w*|triumph\w*|success\w*", "victory"),
        pole(r"失败|落败", r"fail\w*|los[est]\w*|defeat\w*|unsuccess\w+", "failure"),
        "critical",
    ),
    Pair(
        pole(r"严格|严厉", r"strict\w*|string\w+|rigorous\w*|tough\w*|stern\w*|severe\w*|tight\w*|harsh\w*|rigid\w*", "strict"),
        pole(r"宽松", r"loos\w+|eas\w+|lenient\w*|accommodat\w+|lax\w*|relax\w*", "loose"),
    ),
    Pair(
        pole(r"紧缩|从紧|收紧", r"tight\w*|contraction\w*|austerity", "tight"),
        pole(r"放松|放宽", r"relax\w*|eas\w+|loos\w+|lift\w*|widen\w*|broad\w*", "relaxed"),
    ),
    Pair(
        pole(r"鼓励", r"encourag\w+|promot\w+|support\w*|urg\w+|incentiv\w+|motivat\w+", "encourage"),
        pole(r"限制|遏制", r"restrict\w*|limit\w*|curb\w*|constrain\w*|contain\w*|discourag\w+|restrain\w*", "restrict"),
    ),
    Pair(
        pole(r"富裕|富有", r"rich\w*|wealth\w*|prosper\w+|well-off|affluen\w+|better-off|better off", "rich"),
        pole(r"贫困|贫穷", r"poor\w*|poverty|impoverish\w*|needy|disadvantag\w+", "poor"),
    ),
    Pair(
        pole(r"暴雨|大雨", r"heavy|torrential|downpour\w*|rainstorm\w*|storm\w*|pour\w*", "heavy rain"),
        pole(r"小雨", r"light|drizzl\w+", "light rain"),
    ),
    Pair(
        pole(r"健康", r"health\w*|sound\w*|well\w*|fit\w*", "healthy"),
        pole(r"患病|生病", r"ill\w*|sick\w*|diseas\w+|patient\w*", "ill"),
    ),
    Pair(
        pole(r"安全", r"safe\w*|secur\w+", "safety"),
        pole(r"危险", r"danger\w*|risk\w*|hazard\w*|peril\w*|unsafe", "danger"),
    ),
    Pair(
        pole(r"主动", r"proactiv\w+|activ\w+|initiativ\w+|voluntar\w+|tak\w+ the initiative", "active"),
        pole(r"被动", r"passiv\w+|reactiv\w+", "passive"),
    ),
    Pair(
        pole(r"长期", r"long-term|long\w*|perennial|year\w*|decades|protracted|sustained|enduring|chronic|permanent", "long-term"),
        pole(r"短期", r"short-term|short(?!ness|ag)\w*|immediate|near-term|temporary", "short-term"),
    ),
    Pair(
        pole(r"直接", r"direct\w*|straight\w*|immediate\w*", "direct"),
        pole(r"间接", r"indirect\w*", "indirect"),
    ),
    Pair(
        pole(r"合法", r"legal\w*|lawful\w*|legitimat\w+", "legal"),
        pole(r"非法|违法", r"illegal\w*|unlawful\w*|illicit\w*|violat\w+|break\w* the law", "illegal"),
    ),
    Pair(
        pole(r"卖方", r"sell\w*|vendor\w*", "seller"),
        pole(r"买方", r"buy\w*|purchas\w+", "buyer"),
        "critical",
    ),
    Pair(
        pole(r"较快|更快", r"fast\w*|quick\w*|rapid\w*|speed\w*|swift\w*|brisk|strong\w*", "faster"),
        pole(r"较慢|更慢", r"slow\w*|sluggish", "slower"),
    ),
    Pair(
        pole(r"附近|靠近|邻近", r"near\w*|close|adjacent|next to|around|vicinity|neighbou?r\w*|by|surround\w*", "near"),
        pole(r"遥远", r"far\w*|distant|remote\w*|away", "far"),
    ),
    Pair(
        pole(r"早期|早些时候", r"earl\w+|previous\w*|initial\w*", "earlier"),
        pole(r"晚期|后期", r"later?|late-stage|advanced|subsequent\w*|terminal", "later"),
    ),
    Pair(
        pole(r"年轻|青年|年幼", r"young\w*|youth\w*|junior", "young"),
        pole(r"年老|老年|老年人", r"old\w*|elder\w*|senior\w*|aged", "old"),
    ),
    Pair(
        pole(r"最初|起初|一开始", r"initial\w*|at first|first(?! half| quarter| leg| round| set| period)\w*|origin\w+|beginning|start\w*|early", "initially"),
        pole(r"最终|最后(?!一)", r"eventual\w*|final\w*|ultimate\w*|last\w*|in the end|end\w*", "eventually"),
    ),
    Pair(
        pole(r"早年|早些年", r"earl\w+|previous\w*|past", "early"),
        pole(r"晚年|后来", r"lat\w+|afterwards|subsequent\w*|old age", "later"),
    ),
    Pair(
        pole(r"小型|中小", r"small\w*|mini\w*|micro\w*|SMEs?|compact|little|light", "small"),
        pole(r"大型|巨大|重大", r"large\w*|big\w*|major|giant|huge|massive|great\w*|significant\w*|heavy|enormous|substantial|immense", "large"),
    ),
    Pair(
        pole(r"首次|首个|首届|首家|第一次", r"first\w*|inaugural|maiden|initial|never before|debut\w*|1st|one of the", "first"),
        pole(r"末次|最后一", r"last|final\w*", "last"),
    ),
    Pair(
        pole(r"维持(?=原[判决]|[^，。；]{0,8}(?:判决|裁[定决]|决定))", r"uph[eo]ld\w*|affirm\w*", "uphold", mild=r"maintain\w*|sustain\w*|st[ao]nd\w*|confirm\w*|stood|keep\w*|kept|remain\w*|left"),
        pole(r"撤销(?=[^，。；]{0,8}(?:判决|裁[定决]|决定))|推翻|改判", r"overturn\w*|quash\w*|revers\w+|set\w* aside|str[iu]ck\w* down", "overturn", mild=r"annul\w*|revok\w+|overrul\w+|vacat\w+|cancel\w*|chang\w+|amend\w*|rescind\w*|withdr\w+|void\w*|overthr\w+|topple\w*|reduc\w+|commut\w+"),
        "critical",
    ),
    Pair(
        pole(r"供不应求|供小于求", r"short supply|shortages?|undersuppl\w+|under-suppl\w+|(?<!and )demand (?:has |had |is |was )?(?:exceed\w*|outstrip\w*|outpac\w+)", "demand outstrips supply", mild=r"scarc\w+|tight\w*|sold out|short\w*|supply (?:cannot|could not|falls?|fell|lag\w*|trail\w*)|(?:exceed\w*|outstrip\w*|outpac\w+)(?: the| its)? (?:supply|output|capacity)|hot"),
        pole(r"供过于求|供大于求", r"oversuppl\w+|over-suppl\w+|glut\w*|supply (?:has |had |is |was )?(?:exceed\w*|outstrip\w*|outpac\w+)", "supply outstrips demand", mild=r"surplus\w*|excess\w*|(?:exceed\w*|outstrip\w*|outpac\w+)(?: the| its)? demand|too much|too many|overcapacity|saturat\w+"),
        "critical",
    ),
)  # fmt: skip
