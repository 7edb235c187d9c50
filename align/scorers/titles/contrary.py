"""Offices that exclude one another: what a mayor, a chief engineer or a colonel may not become in translation."""

# English offices that are specific enough to be "another office"; the rest (head, chief) only excuse.
SPECIFIC = frozenset(
    (
        "governor",
        "mayor",
        "premier",
        "prime minister",
        "president",
        "ambassador",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "secretary-general",
        "minister",
        "state councilor",
        "consul general",
        "academician",
        "chief financial officer",
        "chief operating officer",
        "chief technology officer",
        "chief engineer",
        "chief scientist",
        "chief economist",
        "chief accountant",
    )
)
ACCUSED = frozenset(
    (
        "省长",
        "市长",
        "州长",
        "总理",
        "总统",
        "部长",
        "国务委员",
        "秘书长",
        "大使",
        "国家主席",
        "首席科学家",
        "总工程师",
        "财务总监",
        "首席财务官",
        "首席运营官",
        "首席技术官",
    )
)
# Offices that are not taken for one another by translating them, only by mistake: what each of them may not become.
CONTRARY = {
    **dict.fromkeys(
        ("书记", "县委书记", "市委书记", "省委书记"), ("county head", "county magistrate", "mayor", "governor")
    ),
    **dict.fromkeys(("县长", "市长", "省长"), ("party secretary", "party chief")),
    **dict.fromkeys(("司长", "厅长", "处长"), ("minister",)),
    **dict.fromkeys(
        ("总经济师", "首席经济学家", "总会计师", "总工程师", "总规划师", "首席科学家"),
        ("director", "director-general", "director general", "minister", "governor", "general manager", "chairman"),
    ),
    "董事长": ("general manager", "manager"),
    "总经理": ("chairman", "chairwoman", "board chairman"),
    "大校": ("major general", "lieutenant general", "brigadier general", "rear admiral"),
    "少将": ("lieutenant general", "brigadier general", "senior captain", "colonel"),
}
# Offices whose English words are theirs alone: any other office in their place is another.
UNMISTAKABLE = frozenset(("发言人", "新闻发言人", "院士"))
