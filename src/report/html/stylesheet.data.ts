/** The page's whole style. Print is always light; colour never carries a meaning alone. */
export const stylesheet = `
:root {
  color-scheme: light;
  --paper: #fdfdfb; --ink: #1c2126; --soft: #5c656e; --faint: #dcdfdc; --wash: #f3f4f0;
  --accent: #0e5a5e; --accent-wash: #e6f0ef; --good: #1d6b3a; --bad: #a02c22; --doubt: #8a5a00; --harm: #f6e4df;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, "Liberation Serif", serif;
  --sans: "Inter", "Helvetica Neue", "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #14181b; --ink: #e6e8e6; --soft: #a2abb0; --faint: #343b40; --wash: #1c2226;
    --accent: #7cc4c3; --accent-wash: #1b2e30; --good: #7fcb98; --bad: #f0958a; --doubt: #e3b45c; --harm: #3a2523;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); overflow-wrap: anywhere; }
main { max-width: 54rem; margin: 0 auto; padding: 3.5rem 1.5rem 5rem; }
p { max-width: 42rem; margin: 0 0 .9rem; }
a { color: var(--accent); text-underline-offset: .15em; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; break-after: avoid; }
h1 { font-size: clamp(1.9rem, 1.2rem + 2.6vw, 2.75rem); letter-spacing: -.012em; margin: 0 0 1.1rem; max-width: 46rem; }
h2 { font-size: 1.5rem; margin: 0 0 1rem; padding-top: 1.1rem; border-top: 1px solid var(--ink); }
h3 { font-size: 1.08rem; margin: 2rem 0 .5rem; }
section { margin-top: 4rem; }

.running { display: flex; flex-wrap: wrap; gap: .15rem 1.4rem; max-width: none; margin: 0 0 3rem; padding-bottom: .7rem; border-bottom: 1px solid var(--faint); font-size: .85rem; color: var(--soft); }
.running span:first-child { color: var(--ink); font-weight: 600; }
.running span:last-child { margin-left: auto; }
.choice { margin: 0 0 .6rem; color: var(--accent); font-size: .95rem; font-weight: 600; }
.choice.none { color: var(--bad); }
.choice.not-enough-evidence { color: var(--doubt); }
.lead { font: 1.22rem/1.5 var(--serif); max-width: 44rem; margin-bottom: 1.4rem; }
.caution { border-left: 3px solid var(--doubt); padding-left: .9rem; }
.next { display: flex; gap: 1.2rem; margin: 1.4rem 0 0; }
.next .label { white-space: nowrap; font-weight: 600; color: var(--accent); margin: 0; }
.next ul { min-width: 0; list-style: none; margin: 0; padding: 0; }
.next li { margin: 0 0 .2rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 1.5rem 2rem; margin: 2.6rem 0 0; padding-top: 1.3rem; border-top: 1px solid var(--faint); }
.figures div { break-inside: avoid; }
.figures dt { font-size: .85rem; color: var(--soft); }
.figures dd { margin: .1rem 0 0; }
.figures .big { display: block; font: 600 1.95rem/1.2 var(--serif); font-variant-numeric: lining-nums; }
.figures .detail { display: block; font-size: .82rem; color: var(--soft); }

.table { overflow-x: auto; margin: 1.2rem 0 2rem; }
table { width: 100%; border-collapse: collapse; font-size: .88rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .6rem; max-width: 42rem; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--faint); overflow-wrap: break-word; }
th:first-child { padding-left: .6rem; }
th:last-child, td:last-child { padding-right: .6rem; }
tbody th { min-width: 9rem; overflow-wrap: anywhere; }
#criteria thead th { overflow-wrap: anywhere; min-width: 7rem; }
td.number { white-space: nowrap; }
td.number .kind { white-space: normal; min-width: 6rem; }
thead th { font-weight: 500; color: var(--soft); vertical-align: bottom; border-bottom: 1px solid var(--soft); }
tbody th { font-weight: 500; }
.number { text-align: right; }
tr.focus > * { background: var(--accent-wash); }
tr.focus th { font-weight: 700; color: var(--accent); }
tr.other > * { color: var(--soft); }
.kind, .range { display: block; font-size: .8rem; font-weight: 400; color: var(--soft); }
.result { font-weight: 600; white-space: nowrap; }
.result.meets { color: var(--good); } .result.fails { color: var(--bad); } .result.cannot-say { color: var(--doubt); }
.note { font-size: .88rem; color: var(--soft); }

figure { margin: 1.6rem 0 2rem; break-inside: avoid; }
figcaption { font-size: .85rem; color: var(--soft); margin-top: .5rem; max-width: 42rem; }
.chart { display: block; width: 100%; height: auto; overflow: visible; font: 13px var(--sans); font-variant-numeric: tabular-nums lining-nums; fill: var(--ink); }
.chart text { unicode-bidi: isolate; }
.grid { stroke: var(--faint); stroke-width: 1; }
.grid.zero { stroke: var(--soft); }
.chart .tick, .chart .range { fill: var(--soft); font-size: 12px; }
.chart .group { fill: var(--soft); font-size: 12px; paint-order: stroke; stroke: var(--paper); stroke-width: 6px; stroke-linejoin: round; }
.chart .value { font-weight: 600; }
.target, .margin { stroke: var(--accent); stroke-width: 1.25; stroke-dasharray: 4 3; }
.target-name { fill: var(--accent); font-size: 12px; }
.harm { fill: var(--harm); }
.margin { stroke: var(--bad); }
.margin-name { fill: var(--bad); font-size: 12px; }
.interval { stroke: var(--ink); stroke-width: 2; stroke-linecap: round; }
.row circle { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
.row .off { fill: none; stroke: var(--soft); stroke-width: 1.75; }
.row.focus .interval { stroke: var(--accent); stroke-width: 3; }
.row.focus circle { fill: var(--accent); }
.row.focus .name { font-weight: 700; }
.row.other .interval { stroke: var(--soft); stroke-width: 1.25; }
.row.other circle { fill: var(--paper); stroke: var(--soft); stroke-width: 1.75; }
.row.other .name, .row.other .value { fill: var(--soft); font-weight: 400; }
.point-name { font-size: 12px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.band { fill-opacity: .22; stroke-width: 1.5; stroke-linejoin: round; }
.band.prompt { fill: var(--soft); stroke: var(--soft); }
.band.tune { fill: var(--accent); stroke: var(--accent); }
.band-name { font-weight: 600; }
.band-name.tune { fill: var(--accent); }
.bar { display: block; width: 100%; min-width: 5rem; height: .65rem; margin-top: .3rem; }
#labels td:nth-child(3) { width: 40%; }
.bar rect { fill: var(--accent); opacity: .75; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem 2.5rem; }
.pair figure { margin: .6rem 0; }
.twins { padding: .4rem 0; border-top: 1px solid var(--faint); break-inside: avoid; }
.twins blockquote { margin: 0; font: 1rem/1.5 var(--serif); }
mark { background: var(--accent-wash); color: inherit; font-weight: 600; text-decoration: underline; text-decoration-color: var(--accent); text-underline-offset: .2em; }
.lengths rect { fill: var(--accent); opacity: .75; }
.curve polyline { fill: none; stroke: var(--ink); stroke-width: 1.75; }
#suspects td:nth-child(2) { min-width: 16rem; font-family: var(--serif); }
.drift polyline, .drift g line { fill: none; stroke: var(--ink); stroke-width: 1.75; }
.drift .line-0 :is(polyline, line) { stroke: var(--accent); } .drift .line-1 :is(polyline, line) { stroke-dasharray: 6 3; }
.drift .line-2 :is(polyline, line) { stroke-dasharray: 2 3; } .drift .line-3 :is(polyline, line) { stroke: var(--soft); }
.drift .line-4 :is(polyline, line) { stroke: var(--soft); stroke-dasharray: 8 3 2 3; }

.findings { list-style: none; padding: 0; margin: .8rem 0 0; max-width: 44rem; }
.findings li { padding: .7rem 0; border-top: 1px solid var(--faint); break-inside: avoid; }
.severity { font-weight: 600; margin-right: .4rem; }
.blocker .severity { color: var(--bad); } .warning .severity { color: var(--doubt); } .note .severity { color: var(--soft); }
.findings .note { font-size: inherit; color: inherit; }
.rows, .todo { display: block; font-size: .88rem; color: var(--soft); }
.todo::before { content: "→ "; }

.example { padding: 1.1rem 0; border-top: 1px solid var(--faint); break-inside: avoid; }
.example blockquote { font: 1.05rem/1.5 var(--serif); margin: 0 0 .2rem; max-width: 44rem; }
.example .source { font-size: .8rem; color: var(--soft); margin: 0 0 .6rem; }
dl { margin: 0; }
.example dl div, .missing div, .provenance div { display: grid; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr); gap: .1rem 1.2rem; padding: .15rem 0; font-size: .9rem; break-inside: avoid; }
.example dt, .provenance dt { color: var(--soft); }
.example dd, .missing dd, .provenance dd { margin: 0; }
.example .expected { font-weight: 600; }
.missing dt { font-weight: 600; }
.missing div { padding: .5rem 0; border-top: 1px solid var(--faint); }
.unbroken { display: inline-block; max-width: 100%; }
code { font-family: var(--mono); font-size: .9em; }
.missing code { display: block; margin-top: .15rem; color: var(--accent); }
.provenance div { font-size: .82rem; }
.digest { font-size: .76rem; overflow-wrap: anywhere; color: var(--soft); }

@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  .running span:last-child { margin-left: 0; }
  .running { margin-bottom: 1.8rem; }
  .example dl div, .missing div, .provenance div { grid-template-columns: minmax(0, 1fr); padding: .3rem 0; }
  figure { overflow-x: auto; }
  figure > .chart { min-width: 30rem; }
  .pair figure > .chart { min-width: 0; }
}
@page { margin: 17mm 16mm 18mm; }
@media print {
  html { font-size: 9.6pt; }
  body { font-size: 1rem; background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { margin-top: 2.4rem; }
  .lead { margin-bottom: 1rem; }
  figure { margin: 1rem 0 1.2rem; }
  h1 { font-size: 2.5rem; }
  .table { overflow: visible; }
  tr, .caution, .lead { break-inside: avoid; }
  table { font-size: .86rem; }
  th, td { padding-right: .5rem; }
  tbody td:not(.number) { overflow-wrap: anywhere; }
  .figures { grid-template-columns: repeat(4, 1fr); gap: 1rem; margin-top: 1.6rem; }
  .running { margin-bottom: 1.6rem; }
  .digest { font-size: 6.6pt; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  #criteria, #comparison-table, #costs { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .pair { grid-template-columns: 1fr 1fr; gap: 1rem 1.5rem; }
  a { color: inherit; text-decoration: none; }
}
`
