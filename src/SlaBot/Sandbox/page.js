"use strict";
// Everything here is a comfort: without it links and forms work by themselves.
const main = document.querySelector("main");
const dialog = document.getElementById("ask");
const said = document.getElementById("said");
const news = document.getElementById("news");
const room = () => `in=${encodeURIComponent(main.dataset.in)}&as=${encodeURIComponent(main.dataset.as)}`;
document.documentElement.classList.add("scripted");

// --- Live parts -------------------------------------------------------------------------------------------------------
let fetching = false, again = false, shown = {};

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    do {
      again = false;
      const answer = await fetch(`/sandbox/parts?${room()}`, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } while (again);
  } catch { /* the stream of changes tells when the program is back */ } finally { fetching = false; }
}

function show(parts) {
  const held = document.activeElement?.dataset?.key;
  if (shown.clock !== parts.clock) document.getElementById("clock").innerHTML = parts.clock;
  const side = document.getElementById("side");
  const choosing = document.activeElement instanceof HTMLSelectElement && side.contains(document.activeElement);
  if (shown.side !== parts.side && !choosing) side.innerHTML = parts.side;
  if (shown.stream !== parts.stream) stream(parts.stream);
  shown = { ...parts, side: choosing ? null : parts.side };
  if (held && document.activeElement?.dataset?.key !== held) document.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

function stream(text) {
  const box = document.getElementById("stream");
  const low = nearEnd(box);
  const made = document.createElement("template");
  made.innerHTML = text;
  const wanted = made.content.getElementById("messages");
  const list = document.getElementById("messages");
  const fresh = [];
  let before = null;
  for (const item of [...wanted.children]) {
    const stands = document.getElementById(item.id);
    let now = stands;
    if (!stands) { now = item; item.classList.add("fresh"); fresh.push(item); }
    else if (stands.dataset.stamp !== item.dataset.stamp && !stands.querySelector(".ask[open]")) { stands.replaceWith(item); now = item; }
    const next = before ? before.nextElementSibling : list.firstElementChild;
    if (next !== now) list.insertBefore(now, next);
    before = now;
  }
  while (before ? before.nextElementSibling : list.firstElementChild) (before ? before.nextElementSibling : list.firstElementChild).remove();
  box.querySelector(".empty")?.remove();
  document.getElementById("first")?.remove();
  const first = made.content.getElementById("first");
  if (first) box.prepend(first);
  const empty = made.content.querySelector(".empty");
  if (empty) box.append(empty);
  if (fresh.length) {
    news.textContent = fresh.map(item => item.querySelector("[data-summary]")?.dataset.summary ?? "").join(". ");
    if (low || fresh.some(item => item.querySelector(".asked"))) toEnd(box);
  }
}

const scroller = box => getComputedStyle(box).overflowY === "visible" ? document.scrollingElement : box;
const nearEnd = box => { const at = scroller(box); return at.scrollHeight - at.scrollTop - at.clientHeight < 160; };

// The end of the talk; where the last message with its private answers is taller than the view (a lead's card, a scorecard with its thread), the message's beginning.
function toEnd(box) {
  const at = scroller(box), list = document.getElementById("messages");
  const last = [...list.children].findLast(item => !item.classList.contains("private") || item.querySelector(".asked")) ?? list.lastElementChild;
  at.scrollTop = at.scrollHeight;
  if (last && list.lastElementChild.getBoundingClientRect().bottom - last.getBoundingClientRect().top > at.clientHeight) last.scrollIntoView({ block: "start" });
}

// --- Forms ------------------------------------------------------------------------------------------------------------
async function send(form, button) {
  const data = new FormData(form, button);
  const body = new URLSearchParams();
  for (const [name, value] of data) body.append(name, value);
  busy(form, true);
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { ok: answer.ok, text: "That did not work." };
    after(form, told);
  } catch {
    after(form, { ok: false, text: "SlaBot does not answer. Is it still running?" });
  } finally {
    busy(form, false);
    await refresh();
  }
}

function busy(form, on) {
  document.body.classList.toggle("busy", on);
  document.body.setAttribute("aria-busy", on);
  for (const each of form.querySelectorAll("button")) each.disabled = on;
}

let hiding = 0;

function say(text) {
  said.textContent = text;
  said.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => said.classList.remove("shown"), 6000);
}

function after(form, told) {
  if (told.ok) {
    if (told.text) say(told.text);
    if (dialog.contains(form)) dialog.close();
    if ("reset" in form.dataset) form.reset();
    return;
  }
  // The lead has changed while the form stood open: what was typed stays, and the next press is about the lead as it is now.
  if (told.version) form.elements.version.value = told.version;
  for (const spot of form.querySelectorAll(".fault")) spot.textContent = "";
  form.querySelector(".wrong")?.remove();
  let first = null;
  for (const fault of told.faults ?? []) {
    const field = form.querySelector(`[data-field="${CSS.escape(fault.field)}"]`);
    if (!field) continue;
    field.querySelector(".fault").textContent = fault.message;
    first ??= field.querySelector("input, select, textarea");
  }
  if (first) { first.focus(); return; }
  const text = told.text ?? "That did not work.";
  if (dialog.contains(form)) {
    const wrong = document.createElement("p");
    wrong.className = "wrong";
    wrong.setAttribute("role", "alert");
    wrong.textContent = text;
    form.querySelector(".ends").before(wrong);
  } else say(text);
}

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("change", event => {
  if ("go" in event.target.dataset) event.target.form.submit();
});

// --- Buttons that ask first open a dialog, which stays whatever happens to the card behind it ------------------------------
let opener = null;

document.addEventListener("click", event => {
  const summary = event.target.closest(".ask > summary");
  if (!summary) return;
  event.preventDefault();
  const form = summary.parentElement.querySelector("form").cloneNode(true);
  form.querySelector("h4").id = "ask-title";
  const about = summary.closest(".card")?.querySelector("h3")?.textContent;
  if (about) { const line = document.createElement("p"); line.className = "about"; line.textContent = about; form.querySelector("h4").after(line); }
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "button";
  cancel.textContent = "Cancel";
  cancel.addEventListener("click", () => dialog.close());
  form.querySelector(".ends").append(cancel);
  dialog.replaceChildren(form);
  opener = summary.dataset.key;
  dialog.showModal();
  form.querySelector("select, input:not([type=hidden]), textarea")?.focus();
});

dialog.addEventListener("close", () => {
  dialog.replaceChildren();
  if (opener) document.querySelector(`[data-key="${CSS.escape(opener)}"]`)?.focus({ preventScroll: true });
});

// --- Go -----------------------------------------------------------------------------------------------------------------
toEnd(document.getElementById("stream"));
const live = new EventSource("/sandbox/live");
live.addEventListener("changed", refresh);
addEventListener("pagehide", () => live.close());
