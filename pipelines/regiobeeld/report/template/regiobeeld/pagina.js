// Extras for readers with JavaScript: sorting tables, a folded table of contents on small screens and
// the current chapter marked in it. Everything can be read without them.
(function () {
  "use strict";
  var inhouden = document.querySelectorAll(".inhoudsopgave details");
  var smal = window.matchMedia("(max-width: 1019px)");

  function vouw() {
    inhouden.forEach(function (inhoud) { inhoud.open = !smal.matches; });
  }
  vouw();
  if (smal.addEventListener) { smal.addEventListener("change", vouw); }
  inhouden.forEach(function (inhoud) {
    inhoud.addEventListener("click", function (gebeurtenis) {
      if (smal.matches && gebeurtenis.target.tagName === "A") { inhoud.open = false; }
    });
  });

  function waarde(cel) {
    var bloot = cel.getAttribute("data-w");
    if (bloot !== null) { return parseFloat(bloot); }
    var tekst = cel.textContent.trim();
    var getal = tekst.replace(/\u2212/g, "-").replace(/[€%+\s]/g, "").replace(/\./g, "").replace(",", ".");
    var eerste = parseFloat(getal);
    return /^[-+€\u2212\d]/.test(tekst) && !isNaN(eerste) ? eerste : tekst.toLowerCase();
  }

  function vergelijk(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "nl", { numeric: true });
  }

  function sorteer(tabel, kolom, kop) {
    var oplopend = kop.getAttribute("aria-sort") !== "ascending";
    var rijen = Array.prototype.slice.call(tabel.tBodies[0].rows);
    rijen.sort(function (een, ander) {
      var leegEen = een.cells[kolom].classList.contains("leeg");
      var leegAnder = ander.cells[kolom].classList.contains("leeg");
      if (leegEen !== leegAnder) { return leegEen ? 1 : -1; }
      return (oplopend ? 1 : -1) * vergelijk(waarde(een.cells[kolom]), waarde(ander.cells[kolom]));
    });
    rijen.forEach(function (rij) { tabel.tBodies[0].appendChild(rij); });
    tabel.querySelectorAll("thead th").forEach(function (th) { th.removeAttribute("aria-sort"); });
    kop.setAttribute("aria-sort", oplopend ? "ascending" : "descending");
  }

  document.querySelectorAll("table.sorteerbaar").forEach(function (tabel) {
    tabel.querySelectorAll("thead th[data-sorteer]").forEach(function (kop, kolom) {
      var knop = document.createElement("button");
      knop.type = "button";
      knop.className = "sorteerknop";
      knop.textContent = kop.textContent;
      knop.title = "Sorteer op deze kolom";
      kop.textContent = "";
      kop.appendChild(knop);
      knop.addEventListener("click", function () { sorteer(tabel, kolom, kop); });
    });
  });

  // On a narrow screen a table with sentences, or a short one of many columns, becomes a list: every cell with the name
  // of its column before it.
  var HOOGSTENS = 12, KOLOMMEN = 4;
  document.querySelectorAll("table.tabel").forEach(function (tabel) {
    var koppen = Array.prototype.map.call(tabel.querySelectorAll("thead th"), function (th) { return th.textContent; });
    var kort = koppen.length >= KOLOMMEN && tabel.tBodies[0].rows.length <= HOOGSTENS;
    if (koppen.length < 3 || !(kort || tabel.querySelector("td.l"))) { return; }
    tabel.classList.add("stapel");
    Array.prototype.forEach.call(tabel.tBodies[0].rows, function (rij) {
      Array.prototype.forEach.call(rij.cells, function (cel, plaats) { cel.setAttribute("data-kop", koppen[plaats]); });
    });
  });

  // Columns that belong to a choice: those of one choice at a time, the same in every table.
  var kiesbaar = Array.prototype.filter.call(document.querySelectorAll("table.tabel"), function (tabel) {
    return tabel.querySelector("th[data-keuze]");
  });
  function kies(keuze) {
    kiesbaar.forEach(function (tabel) {
      var koppen = Array.prototype.slice.call(tabel.tHead.rows[0].cells);
      // What a table cannot be compared with leaves it at its first choice.
      var eigen = koppen.some(function (kop) { return kop.dataset.keuze === keuze; });
      var nu = eigen ? keuze : koppen.filter(function (kop) { return kop.dataset.keuze; })[0].dataset.keuze;
      Array.prototype.forEach.call(tabel.rows, function (rij) {
        koppen.forEach(function (kop, plaats) {
          if (kop.dataset.keuze) { rij.cells[plaats].hidden = kop.dataset.keuze !== nu; }
        });
      });
    });
  }
  if (kiesbaar.length) {
    var vraag = document.createElement("fieldset"), legenda = document.createElement("legend"), namen = [];
    vraag.className = "keuze";
    legenda.textContent = "Vergelijk met";
    vraag.append(legenda);
    kiesbaar.forEach(function (tabel) {
      tabel.querySelectorAll("th[data-keuze]").forEach(function (kop) {
        if (namen.indexOf(kop.dataset.keuze) < 0) { namen.push(kop.dataset.keuze); }
      });
    });
    namen.forEach(function (naam, plaats) {
      var label = document.createElement("label"), punt = document.createElement("input");
      punt.type = "radio";
      punt.name = "vergelijk-met";
      punt.checked = plaats === 0;
      punt.addEventListener("change", function () { kies(naam); });
      label.append(punt, " " + naam);
      vraag.append(label);
    });
    (kiesbaar[0].closest("details.cijfers") || kiesbaar[0].parentNode).before(vraag);
    kies(namen[0]);
  }

  // The layers: one at a time; a link to anything opens its layer and whatever it is folded into.
  var lagen = Array.prototype.slice.call(document.querySelectorAll("section.laag"));

  function toonLaag(laag) {
    lagen.forEach(function (deel) { deel.hidden = deel !== laag; });
    document.querySelectorAll(".lagen a").forEach(function (a) {
      if (a.getAttribute("href") === "#" + laag.id) { a.setAttribute("aria-current", "page"); }
      else { a.removeAttribute("aria-current"); }
    });
  }

  function ga() {
    var doel = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var laag = doel && doel.closest("section.laag");
    if (!laag) { if (!doel) { toonLaag(lagen[0]); } return; }
    toonLaag(laag);
    for (var op = doel; op && op !== laag; op = op.parentElement) {
      if (op.tagName === "DETAILS") { op.open = true; }
      if (op.tagName === "SUMMARY") { op.parentElement.open = true; }
    }
    if (doel === laag) { window.scrollTo(0, 0); laag.focus({ preventScroll: true }); }
    else { doel.scrollIntoView(); }
  }

  if (lagen.length > 1) {
    window.addEventListener("hashchange", ga);
    ga();
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("section.laag:not([hidden]) details.vouw").forEach(function (vouw) { vouw.open = true; });
    });
  }

  // Search in the folded layer: only what holds every word stays; of a table only the rows that do.
  document.querySelectorAll(".laag.vouwen .laag-inhoud").forEach(function (laag) {
    var vak = document.createElement("div"), invoer = document.createElement("input");
    var label = document.createElement("label"), telling = document.createElement("p");
    vak.className = "zoekvak";
    vak.setAttribute("role", "search");
    label.textContent = "Zoek een cijfer";
    invoer.type = "search";
    invoer.id = "zoek-cijfer";
    label.htmlFor = invoer.id;
    invoer.placeholder = "bijvoorbeeld eenzaam of een gemeente";
    telling.setAttribute("aria-live", "polite");
    vak.append(label, invoer, telling);
    laag.insertBefore(vak, laag.querySelector(".hoofdstuk"));

    function treft(element, woorden) {
      var tekst = element.textContent.toLowerCase();
      return woorden.every(function (woord) { return tekst.indexOf(woord) >= 0; });
    }

    function zet(element, ja) {
      if (ja) { element.removeAttribute("data-treft"); } else { element.setAttribute("data-treft", "nee"); }
    }

    function zoek() {
      var woorden = invoer.value.toLowerCase().split(/\s+/).filter(Boolean);
      var aan = woorden.join("").length > 1, gevonden = 0;
      laag.querySelectorAll("[data-treft]").forEach(function (element) { zet(element, true); });
      laag.querySelectorAll("details.vouw").forEach(function (vouw) {
        var raak = 0;
        Array.prototype.forEach.call(aan ? vouw.children : [], function (blok) {
          if (blok.tagName === "SUMMARY") { return; }
          var ja = treft(blok, woorden);
          zet(blok, ja);
          if (!ja) { return; }
          raak += 1;
          var rijen = Array.prototype.slice.call(blok.querySelectorAll("tbody tr"));
          var raakt = rijen.filter(function (rij) { return treft(rij, woorden); });
          if (raakt.length) {
            rijen.forEach(function (rij) { zet(rij, raakt.indexOf(rij) >= 0); });
            blok.querySelectorAll("details").forEach(function (details) { details.open = true; });
            if (blok.tagName === "DETAILS") { blok.open = true; }
          }
        });
        zet(vouw.closest(".hoofdstuk"), !aan || raak > 0);
        vouw.open = aan && raak > 0;
        gevonden += raak;
      });
      telling.textContent = !aan ? "" : gevonden === 1 ? "1 plaats gevonden" : gevonden + " plaatsen gevonden";
    }
    invoer.addEventListener("input", zoek);
  });

  if ("IntersectionObserver" in window) {
    var koppeling = {};
    document.querySelectorAll(".inhoudsopgave a").forEach(function (a) {
      koppeling[a.getAttribute("href").slice(1)] = a;
    });
    var kijker = new IntersectionObserver(function (stand) {
      stand.forEach(function (deel) {
        var a = koppeling[deel.target.getAttribute("aria-labelledby")];
        if (a && deel.isIntersecting) {
          document.querySelectorAll(".inhoudsopgave a[aria-current]").forEach(function (oud) {
            oud.removeAttribute("aria-current");
          });
          a.setAttribute("aria-current", "true");
        }
      });
    }, { rootMargin: "-15% 0px -75% 0px" });
    document.querySelectorAll("section.hoofdstuk").forEach(function (deel) { kijker.observe(deel); });
  }
})();
