// Puts the answers in a file on this machine. Nothing is sent, nothing is kept in the browser.
(() => {
  "use strict";
  const form = document.getElementById("formulier");
  const fault = document.getElementById("fout");
  const status = document.getElementById("stand");
  let mark = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => n.toString(16).padStart(2, "0")).join("");
  let changed = false;
  let saved = 0;

  const answer = (section, number) => {
    const chosen = section.querySelector(`input[name="herkent-${number}"]:checked`);
    const found = { code: section.dataset.code, stempel: section.dataset.stempel, herkent: chosen ? chosen.value : "" };
    for (const field of section.querySelectorAll("[data-veld]")) found[field.dataset.veld] = field.value.trim();
    return found;
  };

  const collect = () => {
    const sections = Array.from(form.querySelectorAll("section.vraag"));
    return {
      formulier: form.dataset.formulier,
      versie: Number(form.dataset.versie),
      regio: form.dataset.regio,
      stand: form.dataset.stand,
      kenmerk: mark,
      bewaard: saved,
      organisatie: form.organisatie.value,
      rol: form.rol.value,
      naam: form.naam_mag.checked ? form.naam.value.trim() : "",
      naam_mag: form.naam_mag.checked,
      citaat_mag: form.citaat_mag.checked,
      ingetrokken: form.ingetrokken.checked,
      antwoorden: sections.map((section) =>
        answer(section, section.querySelector("h3 span").textContent)),
    };
  };

  // An earlier file of one's own: the same mark, so that it takes the place of the earlier one.
  const restore = (found) => {
    if (found.formulier !== form.dataset.formulier || found.regio !== form.dataset.regio) throw new Error("ander formulier");
    mark = String(found.kenmerk);
    saved = Number(found.bewaard) || 0;
    for (const name of ["organisatie", "rol", "naam"]) form[name].value = found[name] || "";
    for (const name of ["naam_mag", "citaat_mag", "ingetrokken"]) form[name].checked = found[name] === true;
    const known = new Map(found.antwoorden.map((given) => [given.code, given]));
    for (const section of form.querySelectorAll("section.vraag")) {
      const given = known.get(section.dataset.code);
      if (!given) continue;
      for (const option of section.querySelectorAll("input[type=radio]")) option.checked = option.value === given.herkent;
      for (const field of section.querySelectorAll("[data-veld]")) field.value = given[field.dataset.veld] || "";
    }
  };

  document.getElementById("eerder").addEventListener("change", async (event) => {
    const told = document.getElementById("geopend");
    try {
      restore(JSON.parse(await event.target.files[0].text()));
      told.textContent = "Uw eerdere antwoorden staan er weer. Wijzig ze, of trek ze in, en bewaar opnieuw.";
    } catch {
      told.textContent = "Dit is geen bestand dat met dit formulier is bewaard.";
    }
  });

  form.addEventListener("input", () => { changed = true; });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = !form.organisatie.value;
    form.organisatie.setAttribute("aria-invalid", String(missing));
    fault.textContent = missing ? "Kies bovenaan eerst uw soort organisatie." : "";
    if (missing) { form.organisatie.focus(); return; }
    saved += 1;
    const text = JSON.stringify(collect(), null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `antwoorden-${form.dataset.regio}-${mark}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    changed = false;
    status.textContent = `Bewaard als ${link.download}, in uw map met downloads. Stuur dat bestand naar wie u uitnodigde.`;
  });

  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
