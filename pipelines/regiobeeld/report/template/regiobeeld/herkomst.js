// Where a number comes from: hover, focus or tap on a number shows its value, year, source and how it was made.
// One shared window. Tab reaches one number of every table, list and paragraph; the arrow keys go on from there.
(function () {
  "use strict";
  var bron = document.getElementById("getallen");
  if (!bron) { return; }
  var gegevens = null;
  var venster = document.createElement("div");
  venster.className = "herkomst-venster";
  venster.id = "herkomst-venster";
  venster.setAttribute("role", "dialog");
  venster.setAttribute("aria-label", "Herkomst van dit getal");
  venster.hidden = true;
  document.body.appendChild(venster);
  var actief = null;
  var wacht = 0;

  function lees() {
    if (gegevens) { return gegevens; }
    gegevens = JSON.parse(bron.textContent);
    ["w", "f", "i"].forEach(function (rij) {
      // [value, how many] stands for neighbours that are the same.
      gegevens[rij] = gegevens[rij].flatMap(function (deel) { return deel.length ? Array(deel[1]).fill(deel[0]) : [deel]; });
    });
    return gegevens;
  }
  function nummer(el) {
    return parseInt(el.tagName === "DATA" ? el.getAttribute("value") : el.getAttribute("data-c"), 10);
  }
  function regel(soort, tekst) {
    var p = document.createElement("p");
    var kop = document.createElement("b");
    kop.textContent = soort + ": ";
    p.appendChild(kop);
    p.appendChild(document.createTextNode(tekst));
    return p;
  }
  function tekstVan(el) { return el ? el.textContent.replace(/\s+/g, " ").trim() : ""; }
  function nederlands(getal) { return String(getal).replace(".", ","); }

  // What is known of a number: lines of [kind, text], the same on the screen and in the citation.
  function herkomst(el) {
    var alles = lees(), n = nummer(el), regels = [];
    var invoer = alles.invoer[alles.i[n]], functie = alles.functies[alles.f[n]];
    var cel = el.closest("td, th"), figuur = el.closest("figure"), tabel = el.closest("table");
    regels.push(["Getal", tekstVan(el) + (alles.w[n] ? " (afgerond; eigenlijk " + nederlands(alles.w[n]) + ")" : "")]);
    if (cel && tabel) {
      var koppen = tabel.querySelectorAll("thead th");
      regels.push(["Rij en kolom", tekstVan(cel.parentNode.cells[0]) + "; " + tekstVan(koppen[cel.cellIndex])]);
    }
    if (invoer) {
      var deel = function (k) { return alles.delen[k][invoer[k]]; };
      var tabelVan = deel(4).split("|");
      regels.push(["Cijfer", [deel(0), deel(1), deel(3)].filter(Boolean).join(", ")]);
      regels.push(["Jaar", deel(2)]);
      regels.push(["Bron", "tabel " + tabelVan[0] + ", " + tabelVan[1] + (tabelVan[2] === "voorlopig" ? ", voorlopig" : "") + ", bestand " + tabelVan[3]]);
      if (invoer.length > 6) { regels.push(["95%-interval", nederlands(invoer[5]) + " tot " + nederlands(invoer[6])]); }
      regels.push(["Hoe gemaakt", (alles.afleiding[tabelVan[4]] || alles.afleiding.anders)]);
      regels.push(["Wat het niet is", alles.niet[tabelVan[1]] || alles.niet.geen]);
    } else {
      var regelBron = figuur ? tekstVan(figuur.querySelector(".figuur-bron")) : "";
      if (regelBron) { regels.push(["Bron", regelBron.replace(/^Bron: /, "")]); }
      regels.push(["Hoe gemaakt", functie[0]]);
      if (/^%/.test((el.nextSibling && el.nextSibling.textContent) || "")) { regels.push(["Aandeel van", functie[1]]); }
      regels.push(["Wat het niet is", alles.niet.geen]);
    }
    return regels;
  }

  // The row with all figures that shows the same observation: per observation the first one, those with the margins
  // and the comparisons (Onderwerp, Leeftijd, Jaar) before any other table.
  var rijen = null;
  function rijVan(el) {
    var invoer = lees().i[nummer(el)];
    if (invoer < 0) { return null; }
    if (!rijen) {
      rijen = new Map();
      var tabellen = Array.prototype.slice.call(document.querySelectorAll("main .laag.vouwen table"));
      var volledig = tabellen.filter(function (tabel) {
        return Array.prototype.map.call(tabel.querySelectorAll("thead th"), tekstVan).slice(0, 3).join() === "Onderwerp,Leeftijd,Jaar";
      });
      volledig.concat(tabellen).forEach(function (tabel) {
        tabel.querySelectorAll("tbody data, tbody [data-c]").forEach(function (getal) {
          var i = gegevens.i[nummer(getal)];
          if (i >= 0 && !rijen.has(i)) { rijen.set(i, getal); }
        });
      });
    }
    var rij = rijen.get(invoer);
    return rij && rij.closest("tr") !== el.closest("tr") ? rij : null;
  }
  function naarRij(getal) {
    var rij = getal.closest("tr");
    // The page opens the layer and all that the table is folded into; the number in the row gets the focus.
    location.hash = getal.closest("table").id;
    setTimeout(function () {
      document.querySelectorAll("tr.herkomst-rij").forEach(function (oud) { oud.classList.remove("herkomst-rij"); });
      rij.classList.add("herkomst-rij");
      rij.scrollIntoView({ block: "center", behavior: "instant" });
      getal.focus({ preventScroll: true });
    }, 60);
  }

  function verwijzing(el) {
    var plaats = el.closest("figure, section");
    var id = plaats ? plaats.id || plaats.getAttribute("aria-labelledby") : "";
    var regels = herkomst(el).map(function (r) { return r[0] + ": " + r[1]; }).join("; ");
    return document.title + ", getal " + nummer(el) + (id ? " (#" + id + ")" : "") + ". " + regels + ".";
  }

  function kopieer(tekst, knop) {
    function klaar() { knop.textContent = "Gekopieerd"; }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(tekst).then(klaar, function () { toonTekst(tekst); });
      return;
    }
    toonTekst(tekst);
    if (document.execCommand && document.execCommand("copy")) { klaar(); }
  }
  function toonTekst(tekst) {
    var veld = venster.querySelector("textarea");
    if (!veld) {
      veld = document.createElement("textarea");
      veld.setAttribute("aria-label", "Verwijzing");
      veld.readOnly = true;
      venster.appendChild(veld);
    }
    veld.value = tekst;
    veld.focus();
    veld.select();
  }

  function toon(el) {
    if (actief === el && !venster.hidden) { return; }
    sluit();
    actief = el;
    venster.textContent = "";
    herkomst(el).forEach(function (r) { venster.appendChild(regel(r[0], r[1])); });
    var knoppen = document.createElement("p");
    knoppen.className = "herkomst-knoppen";
    var cijfers = el.closest("figure") && el.closest("figure").querySelector("details.cijfers");
    if (cijfers && !el.closest("table")) {
      var link = document.createElement("a");
      link.href = "#" + el.closest("figure").id;
      link.textContent = "Naar de tabel";
      link.addEventListener("click", function () { cijfers.open = true; });
      knoppen.appendChild(link);
    }
    var rij = rijVan(el);
    if (rij) {
      var naar = document.createElement("a");
      naar.href = "#" + rij.closest("table").id;
      naar.textContent = "Naar de rij bij Alle cijfers";
      naar.addEventListener("click", function (g) { g.preventDefault(); naarRij(rij); });
      knoppen.appendChild(naar);
    }
    var knop = document.createElement("button");
    knop.type = "button";
    knop.textContent = "Kopieer verwijzing";
    knop.addEventListener("click", function () { kopieer(verwijzing(el), knop); });
    var dicht = document.createElement("button");
    dicht.type = "button";
    dicht.textContent = "Sluiten";
    dicht.addEventListener("click", function () { var terug = actief; sluit(); if (terug) { terug.focus(); } });
    knoppen.appendChild(knop);
    knoppen.appendChild(dicht);
    venster.appendChild(knoppen);
    venster.hidden = false;
    var maat = el.getBoundingClientRect(), breed = Math.min(360, window.innerWidth - 16);
    venster.style.width = breed + "px";
    venster.style.left = Math.max(8, Math.min(maat.left, window.innerWidth - breed - 8)) + window.scrollX + "px";
    var onder = maat.bottom + venster.offsetHeight + 8 < window.innerHeight || maat.top < venster.offsetHeight;
    venster.style.top = (onder ? maat.bottom + 6 : maat.top - venster.offsetHeight - 6) + window.scrollY + "px";
  }
  function sluit() {
    clearTimeout(wacht);
    venster.hidden = true;
    actief = null;
  }

  var KEUZE = "main data, main td[data-c], main th[data-c]";
  function getalVan(doel) { return doel.closest ? doel.closest("main data, main td[data-c], main th[data-c]") : null; }

  function groepVan(el) {
    return el.closest("table") || el.closest(".kernboodschap, .kengetallen, ul, ol, dl") || el.closest("p, h3, h4, figure, div");
  }
  function getallenIn(groep) {
    return Array.prototype.filter.call(groep.querySelectorAll("data, td[data-c], th[data-c]"), function (el) {
      return groepVan(el) === groep && !el.closest("a, summary, button");
    });
  }

  var gehad = new Set();
  document.querySelectorAll(KEUZE).forEach(function (el) {
    var groep = groepVan(el), eerste = !gehad.has(groep) && !el.closest("a, summary, button, thead, caption, figcaption");
    el.setAttribute("tabindex", eerste ? "0" : "-1");
    if (!eerste) { return; }
    gehad.add(groep);
    // A table that scrolls has a stop of its own only while nothing inside it can be reached.
    if (groep.tagName === "TABLE" && groep.parentNode.classList.contains("tabel-schuif")) { groep.parentNode.removeAttribute("tabindex"); }
  });

  function buur(el, toets) {
    var stap = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[toets];
    if (!stap) { return null; }
    var cel = el.closest("td, th"), rij = cel && cel.parentNode, k = cel ? cel.cellIndex : 0;
    if (!cel) {
      var alle = getallenIn(groepVan(el));
      return alle[alle.indexOf(el) + stap[0] + stap[1]] || null;
    }
    function in_(c) { return c ? (c.hasAttribute("data-c") ? c : c.querySelector("data")) : null; }
    while (rij) {
      k += stap[1];
      rij = stap[0] > 0 ? rij.nextElementSibling : stap[0] < 0 ? rij.previousElementSibling : rij;
      if (!rij || !rij.cells[k]) { return null; }
      if (in_(rij.cells[k])) { return in_(rij.cells[k]); }
    }
    return null;
  }

  document.addEventListener("keydown", function (g) {
    if (g.key === "Escape") { var terug = actief; sluit(); if (terug) { terug.focus(); } return; }
    var el = getalVan(g.target);
    if (!el) { return; }
    if (g.key === "Enter" || g.key === " ") {
      toon(el);
      g.preventDefault();
      var eerste = venster.querySelector("a, button");
      if (eerste) { eerste.focus(); }
      return;
    }
    var ander = buur(el, g.key);
    if (ander) {
      el.setAttribute("tabindex", "-1");
      ander.setAttribute("tabindex", "0");
      ander.focus();
      g.preventDefault();
    }
  });
  document.addEventListener("click", function (g) {
    if (venster.contains(g.target)) { return; }
    var el = g.target.closest("a, button, summary") ? null : getalVan(g.target);
    if (el) { toon(el); } else { sluit(); }
  });
  document.addEventListener("focusin", function (g) {
    var el = getalVan(g.target);
    if (el) { toon(el); } else if (!venster.contains(g.target)) { sluit(); }
  });
  document.addEventListener("mouseover", function (g) {
    var el = getalVan(g.target);
    clearTimeout(wacht);
    if (el) { wacht = setTimeout(function () { toon(el); }, 250); }
    else if (!venster.contains(g.target) && !venster.contains(document.activeElement) && actief !== document.activeElement) {
      wacht = setTimeout(sluit, 300);
    }
  });
})();
