// A search box above every long table: shows only the rows whose text holds what was typed, in all tables at once.
// Accents and capitals do not count. A table with rows of several kinds (second column) also has a choice of kind.
// Without JavaScript there is no box and every row is simply shown.
(function () {
  "use strict";
  var vakken = [];

  function kaal(tekst) {
    return tekst.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }

  function toon(tekst) {
    var gezocht = kaal(tekst);
    document.querySelectorAll("[data-zoek]").forEach(function (blok) {
      var gevonden = 0;
      var keuze = blok.querySelector("select"), soort = keuze ? keuze.value : "";
      blok.querySelectorAll("tbody tr").forEach(function (rij) {
        rij.hidden = (gezocht !== "" && kaal(rij.textContent).indexOf(gezocht) < 0)
          || (soort !== "" && rij.cells[1].textContent !== soort);
        gevonden += rij.hidden ? 0 : 1;
      });
      var melding = gevonden ? gevonden + " gevonden" : "Niets gevonden. Probeer een deel van de naam.";
      blok.querySelector("[role=status]").textContent = gezocht === "" && soort === "" ? "" : melding;
    });
    vakken.forEach(function (vak) { if (vak.value !== tekst) { vak.value = tekst; } });
  }

  function keuzevak(blok) {
    var soorten = [];
    blok.querySelectorAll("tbody tr").forEach(function (rij) {
      var soort = rij.cells[1].textContent;
      if (soorten.indexOf(soort) < 0) { soorten.push(soort); }
    });
    if (!blok.dataset.soort || soorten.length < 2) { return ""; }
    var label = document.createElement("label"), vak = document.createElement("select");
    [""].concat(soorten.sort()).forEach(function (soort) {
      vak.append(new Option(soort || blok.dataset.soort, soort));
    });
    vak.style.font = "inherit";
    vak.style.padding = "0.3rem 0.6rem";
    vak.addEventListener("change", function () { toon(vakken[0].value); });
    label.append(" Toon: ", vak);
    return label;
  }

  document.querySelectorAll("[data-zoek]").forEach(function (blok) {
    var label = document.createElement("label");
    var vak = document.createElement("input");
    var melding = document.createElement("span");
    vak.type = "search";
    vak.placeholder = blok.dataset.voorbeeld || "bijvoorbeeld Twente";
    vak.style.font = "inherit";
    vak.style.padding = "0.3rem 0.6rem";
    label.append(blok.dataset.vraag || "Zoek uw gemeente of regio: ", " ", vak);
    melding.setAttribute("role", "status");
    melding.style.marginLeft = "0.75rem";
    vak.addEventListener("input", function () { toon(vak.value); });
    vakken.push(vak);
    blok.prepend(label, keuzevak(blok), melding);
  });
})();
