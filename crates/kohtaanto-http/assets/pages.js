// The pages work without this. It makes the talk follow the typing, takes a long text out of the
// search box, proposes words, and prints.
"use strict";

// A pause after the last key before the talk is read.
const PAUSE_MS = 450;
// A text longer than this is someone's own story, not words of a search.
const STORY_CHARS = 200;

function follow(form) {
  const live = document.getElementById("live");
  const status = document.getElementById("status");
  let timer = 0;
  let asked = 0;

  async function update(submitter) {
    clearTimeout(timer);
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    live.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.live, { method: "POST", body });
      const html = await answer.text();
      if (mine !== asked) return;
      if (!answer.ok) throw new Error(String(answer.status));
      const focus = place(document.activeElement);
      live.innerHTML = html;
      restore(focus, submitter);
      const told = live.querySelector("[data-status]");
      status.textContent = told ? told.dataset.status : "";
    } catch {
      // Without an answer the button is there: it sends the whole form.
      if (mine === asked && submitter) form.submit();
    } finally {
      if (mine === asked) live.removeAttribute("aria-busy");
    }
  }

  // Where the focus is inside the part that is replaced: which button, of how many.
  function place(element) {
    if (!live.contains(element)) return null;
    const all = [...live.querySelectorAll("button, a, summary")];
    return { name: element.name, value: element.value, index: all.indexOf(element) };
  }

  function restore(focus, submitter) {
    if (submitter && submitter.name === "goal") {
      const gap = document.getElementById("vertailu");
      if (gap) return gap.focus();
    }
    if (!focus) return;
    const all = [...live.querySelectorAll("button, a, summary")];
    const key = (focus.value || "").replace(/^[a-z]+:/, "");
    const same = all.find((e) => key && e.name === focus.name && e.value.endsWith(key));
    const next = same || all[Math.min(Math.max(focus.index, 0), all.length - 1)];
    if (next) next.focus();
  }

  form.addEventListener("input", (event) => {
    if (live.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter;
    if (submitter && submitter.hasAttribute("data-leave")) return;
    event.preventDefault();
    update(submitter);
  });
}

function takeStory(form) {
  const box = form.querySelector("input[type=search]");
  const story = document.querySelector("[data-story]");
  const area = story && story.querySelector("textarea");
  if (!box || !area) return;
  box.addEventListener("paste", (event) => {
    const text = event.clipboardData ? event.clipboardData.getData("text") : "";
    if (text.length <= STORY_CHARS) return;
    event.preventDefault();
    story.open = true;
    area.value = text;
    area.focus();
  });
}

// What the words may become, with how many jobs each has: the browser's own list of proposals.
function propose(form) {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("datalist");
  list.id = "ehdotukset";
  form.append(list);
  box.setAttribute("list", list.id);
  const lang = document.documentElement.lang;
  let timer = 0;
  async function ask() {
    const query = new URLSearchParams({ text: box.value, lang, limit: "8" });
    try {
      const answer = await fetch(`/api/v1/complete?${query}`);
      if (!answer.ok) return;
      const { proposals } = await answer.json();
      list.replaceChildren(...proposals.map((proposal) => {
        const option = document.createElement("option");
        option.value = proposal.text;
        option.label = `${proposal.text} (${proposal.count})`;
        return option;
      }));
    } catch {
      // Without proposals one types the words whole.
    }
  }
  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim().length > 1 && box.value.length <= STORY_CHARS) timer = setTimeout(ask, 200);
  });
}

for (const form of document.querySelectorAll("[data-live]")) follow(form);
for (const form of document.querySelectorAll("[data-search]")) {
  takeStory(form);
  propose(form);
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
