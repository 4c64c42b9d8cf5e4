"""Random pages that change at random, as the wire says it and as they are when printed whole."""

import random

# Statics, and where their dynamics may hold more than text.
TEMPLATES = [
    (["<div>", "</div>"], [True]),
    (['<section class="', '"><b>', "</b>", "</section>"], [False, True, True]),
    (["<i>", "</i>, <u>", "</u>"], [True, True]),
    (["", " and ", ""], [True, True]),
    (["<hr>"], []),
    (["<table><tbody><tr><td>", "</td></tr></tbody></table>"], [True]),
    (['<input value="', '"><textarea>', "</textarea>"], [False, False]),
]
ITEMS = [
    (['<div id="', '">', "</div>"], [False, True]),
    (["<em>", "</em>"], [True]),
    (["<span>", "</span> <b>", "</b>"], [True, True]),
]
ROOTS = [
    (["<article>", "<i>", "</i></article>"], [True, True]),
    (['<aside title="', '">', "</aside>"], [False, True]),
]


class Page:
    """`html()` is what it looks like; `change()` gives the diff to what it looks like next."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.numbers = 0
        self.components = {}
        self.known = {}
        self.root = self.node(0, TEMPLATES[:3])

    # Values: a string, ("node", statics, values), ("list", template, {key: values}), ("component", cid)

    def number(self):
        self.numbers += 1
        return self.numbers

    def text(self):
        return self.random.choice(["", "x", "some text", "&lt;b&gt;", "é", str(self.random.randrange(100))])

    def value(self, depth, is_rich=True, in_component=False):
        kind = self.random.random()
        if not is_rich or depth > 4 or kind < 0.35:
            return self.text()
        if kind < 0.65:
            return self.node(depth + 1, TEMPLATES, in_component)
        if kind < 0.85 or in_component:
            return self.list(depth + 1, in_component)
        cid = self.number()
        self.components[cid] = self.node(depth + 1, ROOTS, True)
        return ("component", cid)

    def node(self, depth, templates, in_component=False):
        template = self.random.choice(templates)
        return ("node", template, [self.value(depth, is_rich, in_component) for is_rich in template[1]])

    def list(self, depth, in_component):
        template = self.random.choice(ITEMS)
        return ("list", template, dict(self.entry(template, depth, in_component) for _ in range(self.random.randrange(5))))

    def entry(self, template, depth, in_component):
        key = self.number()
        values = [self.value(depth, is_rich, in_component) for is_rich in template[1]]
        return key, ([f"k{key}", *values[1:]] if template is ITEMS[0] else values)

    def mutated(self, value, depth=0, in_component=False):
        if self.random.random() < 0.04 and depth:
            return self.value(depth, True, in_component)
        if isinstance(value, str):
            return self.text() if self.random.random() < 0.3 else value
        if value[0] == "node":
            _, template, values = value
            return ("node", template, self.mutated_all(template, values, depth, in_component))
        if value[0] == "component":
            self.components[value[1]] = self.mutated(self.components[value[1]], 0, True)
            return value
        _, template, entries = value
        items = [
            (key, values[:1] + self.mutated_all(template, values, depth, in_component)[1:] if template is ITEMS[0] else self.mutated_all(template, values, depth, in_component))
            for key, values in entries.items() if self.random.random() > 0.1
        ]
        for _ in range(self.random.choice([0, 0, 1, 3])):
            items.insert(self.random.randrange(len(items) + 1), self.entry(template, depth, in_component))
        if self.random.random() < 0.3:
            self.random.shuffle(items)
        return ("list", template, dict(items))

    def mutated_all(self, template, values, depth, in_component):
        return [self.mutated(v, depth + 1, in_component) if rich else (self.text() if self.random.random() < 0.2 else v) for rich, v in zip(template[1], values)]

    # What it looks like

    def html(self, value=None):
        value = self.root if value is None else value
        if isinstance(value, str):
            return value
        if value[0] == "component":
            return self.html(self.components[value[1]])
        if value[0] == "list":
            return "".join(self.html(("node", value[1], values)) for values in value[2].values())
        (statics, _), values = value[1:]
        return statics[0] + "".join(self.html(v) + s for v, s in zip(values, statics[1:]))

    # What the wire says

    def full(self):
        tree = self._full(self.root)
        self.known = dict(self.components)
        components = {str(cid): {**self._full(node), "r": 1} for cid, node in self._referenced().items()}
        return {**tree, "c": components} if components else tree

    def change(self):
        old, known = self.root, dict(self.components)
        self.root = self.mutated(old)
        if isinstance(self.root, str) or self.root[0] != "node":
            self.root = old
        diff = self._diff(old, self.root)
        changes = {}
        for cid, node in self._referenced().items():
            change = self._diff(known[cid], node) if cid in known else None
            if change is None:
                changes[str(cid)] = {**self._full(node), "r": 1}
            elif change:
                changes[str(cid)] = change
        self.components = self._referenced()
        return {**(diff if isinstance(diff, dict) else {}), **({"c": changes} if changes else {})}

    def _referenced(self):
        found = {}

        def walk(value):
            if isinstance(value, str):
                return
            if value[0] == "component":
                found[value[1]] = self.components[value[1]]
                walk(found[value[1]])
            for inner in value[2] if value[0] == "node" else [v for vs in value[2].values() for v in vs] if value[0] == "list" else []:
                walk(inner)

        walk(self.root)
        return found

    def _full(self, value):
        if isinstance(value, str):
            return value
        if value[0] == "component":
            return value[1]
        if value[0] == "list":
            entries = {str(i): {str(n): self._full(v) for n, v in enumerate(values)} for i, values in enumerate(value[2].values())}
            return {"s": value[1][0], "k": {**entries, "kc": len(entries)}}
        return {"s": value[1][0], **{str(n): self._full(v) for n, v in enumerate(value[2])}}

    def _diff(self, old, new):
        """{} means nothing to say."""
        if isinstance(new, str) or new[0] == "component":
            return {} if old == new else self._full(new)
        if isinstance(old, str) or old[0] != new[0] or old[1] is not new[1]:
            return self._full(new)
        if new[0] == "node":
            return self._changes(old[2], new[2])
        places = {key: i for i, key in enumerate(old[2])}
        keyed = {"kc": len(new[2])}
        for i, (key, values) in enumerate(new[2].items()):
            if key not in places:
                keyed[str(i)] = {str(n): self._full(v) for n, v in enumerate(values)}
                continue
            changes = self._changes(old[2][key], values)
            if places[key] == i:
                if changes:
                    keyed[str(i)] = changes
            else:
                keyed[str(i)] = [places[key], changes] if changes else places[key]
                keyed["km"] = True
        return {"k": keyed} if len(keyed) > 1 or len(old[2]) != len(new[2]) else {}

    def _changes(self, old, new):
        changes = {str(n): self._diff(a, b) for n, (a, b) in enumerate(zip(old, new))}
        return {n: change for n, change in changes.items() if change != {}}
