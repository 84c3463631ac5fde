/* Small comforts. Every page works without them. */
(() => {
  "use strict";

  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // Browsers that cannot show a closed <details> at the side of a wide screen get it open.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(width >= 64rem)").matches) {
    all(".menu", (menu) => { menu.open = true; });
  }

  // The groups of the menu that one has opened stay open until one folds them.
  const opened = new Set(JSON.parse(sessionStorage.getItem("opened") ?? "[]"));
  all(".nav details", (group) => {
    if (opened.has(group.dataset.group)) group.open = true;
    group.querySelector("summary").addEventListener("click", () => {
      opened[group.open ? "delete" : "add"](group.dataset.group);
      sessionStorage.setItem("opened", JSON.stringify([...opened]));
    });
  });

  // A long menu shows where one is.
  all(".nav [aria-current]", (here) => here.scrollIntoView({ block: "nearest" }));

  // A menu of further buttons folds when one turns elsewhere.
  all(".more", (more) => {
    addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });
    more.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !more.open) return;
      more.open = false;
      more.querySelector("summary").focus();
    });
  });

  all(".errors", (summary) => summary.focus());

  // A warning before typed text is lost.
  let typed = false;
  all("form[data-guard]", (form) => {
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
  });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  // What is typed in a log stays on the server, a moment after each pause in the typing.
  all("form[data-draft]", (form) => {
    let timer = 0;
    const said = form.querySelector("[data-draft-said]");
    const keep = async () => {
      if ("sent" in form.dataset) return;
      const data = new FormData(form);
      try {
        const answer = await fetch("?utkast", { method: "POST", body: data, headers: { "X-Draft": "1" } });
        if (!answer.ok || answer.redirected) throw new Error();
        said.textContent = await answer.text();
        typed = false;
      } catch {
        said.textContent = "Utkastet kunde inte sparas just nu. Kopiera texten innan du lämnar sidan.";
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 1200); });
    form.addEventListener("submit", () => clearTimeout(timer));
  });

  // A question before a step that cannot be undone; then each form is sent once.
  const ask = (form, button) => {
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    const row = document.createElement("div");
    const yes = document.createElement("button");
    const no = document.createElement("button");
    dialog.className = "ask";
    dialog.setAttribute("aria-labelledby", "ask-text");
    text.id = "ask-text";
    text.textContent = form.dataset.confirm;
    row.className = "buttons";
    yes.className = button.classList.contains("risky") ? "button main risky" : "button main";
    yes.textContent = button.textContent.trim();
    no.className = "button";
    no.textContent = "Avbryt";
    yes.addEventListener("click", () => { form.dataset.confirmed = ""; dialog.close(); form.requestSubmit(button); });
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    row.append(yes, no);
    dialog.append(text, row);
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.confirm && !("confirmed" in form.dataset) && event.submitter) {
      event.preventDefault();
      ask(form, event.submitter);
    } else if ("sent" in form.dataset) {
      event.preventDefault();
    } else {
      form.dataset.sent = "";
      event.submitter?.setAttribute("aria-disabled", "true");
    }
  });
  addEventListener("pageshow", () => {
    all("form[data-sent]", (form) => { delete form.dataset.sent; delete form.dataset.confirmed; });
    all("button[aria-disabled]", (button) => button.removeAttribute("aria-disabled"));
  });

  // allauth tells of a passkey that failed or was cancelled; the page has a sentence ready for it.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    all("[data-passkey-failed]", (sentence) => { sentence.hidden = false; });
  });
})();
