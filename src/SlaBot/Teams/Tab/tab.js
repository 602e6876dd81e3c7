// The page holds no data: Teams signs the person in, and what is theirs is asked for with that token.
// Every text of the answer is written as text, never as mark-up.
"use strict";

const by = id => document.getElementById(id);
const patience = 8000;

// Which page of a list stands open, by the name of its part.
const open = {};

function make(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function say(text) {
  by("said").textContent = text;
  by("main").setAttribute("aria-busy", "false");
}

const spans = {
  strong: one => make("b", one.text),
  person: one => make("b", one.text),
  time: one => { const made = make("time", one.text); if (one.at) made.dateTime = one.at; return made; },
  link: one => {
    if (!/^https?:\/\//i.test(one.target || "")) return document.createTextNode(one.text);
    const made = make("a", one.text);
    made.href = one.target; made.target = "_blank"; made.rel = "noopener noreferrer";
    return made;
  },
};

function line(tag, all, name) {
  const made = make(tag, undefined, name);
  for (const one of all) made.append(spans[one.kind] ? spans[one.kind](one) : document.createTextNode(one.text));
  return made;
}

const blocks = {
  paragraph: one => line("p", one.line, one.tone),
  context: one => line("p", one.line, "soft"),
  heading: one => make("h3", one.text),
  divider: () => make("hr"),
  bullets: one => { const list = make("ul"); list.append(...one.items.map(item => line("li", item.line, item.tone))); return list; },
  fields: one => {
    const list = make("dl");
    list.append(...one.items.map(item => { const pair = make("div"); pair.append(make("dt", item.label), line("dd", item.line)); return pair; }));
    return list;
  },
  table: one => {
    const row = (tag, cells, name) => { const made = make("tr", undefined, name); made.append(...cells.map(text => make(tag, text))); return made; };
    const [wide, table, head, body] = [make("div", undefined, "wide"), make("table"), make("thead"), make("tbody")];
    head.append(row("th", one.columns)); body.append(...one.rows.map(each => row("td", each.cells, each.tone)));
    // On a phone each row is a list of its own, and each value carries its column's name.
    for (const each of body.rows) [...each.cells].forEach((cell, at) => { cell.dataset.of = one.columns[at] || ""; });
    table.append(head, body); wide.append(table); wide.tabIndex = 0;
    return wide;
  },
  bars: one => {
    const all = make("div"), most = Math.max(1, ...one.items.map(item => item.value));
    all.append(make("h3", one.title), ...one.items.map(item => {
      const bar = make("div", undefined, "bar"), meter = make("meter");
      meter.max = most; meter.value = item.value; meter.setAttribute("aria-hidden", "true");
      bar.append(make("span", item.label), meter, make("b", String(item.value)));
      return bar;
    }));
    return all;
  },
};

function draw(me) {
  by("name").textContent = me.name;
  by("at").textContent = me.at;
  by("chat").href = me.chat;
  by("chat").hidden = by("again").hidden = false;
  by("parts").replaceChildren(...me.parts.map(part => {
    const section = make("section");
    section.id = part.name;
    section.append(make("h2", part.title), ...part.blocks.map(one => (blocks[one.kind] || (() => make("hr")))(one)));
    for (const each of part.pages || []) {
      const turn = make("button", each.label, "page");
      turn.type = "button";
      turn.addEventListener("click", async () => { open[part.name] = each.page; await show(); by(part.name)?.scrollIntoView({ block: "start" }); });
      section.append(turn);
    }
    return section;
  }));
  say("");
}

function wear(theme) {
  document.documentElement.dataset.theme = theme === "dark" || theme === "contrast" ? theme : "default";
}

function within(promise, sentence) {
  return Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error(sentence)), patience))]);
}

async function ask() {
  let token;
  try {
    token = await microsoftTeams.authentication.getAuthToken();
  } catch (fault) {
    const code = String((fault && fault.message) || fault).slice(0, 120);
    throw new Error(`Teams could not sign you in for this page (${code}). An administrator completes "Expose an API" and grants consent, as SlaBot's README says.`);
  }
  const answer = await fetch("tab/api/me?" + Object.values(open).map(page => `page=${encodeURIComponent(page)}`).join("&"), { headers: { Authorization: `Bearer ${token}` }, cache: "no-store" }).catch(() => { throw new Error("SlaBot could not be reached. Try again in a minute."); });
  const me = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(me.sentence || `SlaBot answered ${answer.status}. Try again in a minute.`);
  return me;
}

async function show() {
  try {
    draw(await ask());
  } catch (fault) {
    by("parts").replaceChildren();
    by("again").hidden = false;
    say(fault.message);
  }
}

async function start() {
  const elsewhere = "This page is a tab of Microsoft Teams. Open the app SlaBot there; it signs you in.";
  try {
    if (!window.microsoftTeams) throw new Error(elsewhere);
    await within(microsoftTeams.app.initialize(), elsewhere);
    const context = await within(microsoftTeams.app.getContext(), elsewhere);
    wear(context.app.theme);
    microsoftTeams.app.registerOnThemeChangeHandler(wear);
  } catch {
    say(elsewhere);
    return;
  }
  by("again").addEventListener("click", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
  await show();
}

start();
