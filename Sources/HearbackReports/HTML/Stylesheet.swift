/// The page's style. Logical properties throughout, so that right-to-left needs no second sheet.
package enum Stylesheet {
    package static let css = colours + page + tables + figures + print

    /// Contrast of text at least 7:1, in the squares of months 4.5:1, of marks 3:1, in both schemes (WCAG 2.2, 1.4.3, 1.4.6
    /// and 1.4.11).
    private static let colours = """
        :root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1d2125;--soft:#444b51;--rule:#d8d4ca;--wash:#f2efe7;
        --accent:#0b5563;--band:#c5dcdf;--published:#0b6e75;--rejected:#c4572f;--withdrawn:#8c8577;--lapsed:#6b4a86;
        --open:#ece8dd;--warn:#8a2f0b;--warnwash:#fbeee6;--h0:#e4eeee;--h1:#b9d5d6;--h2:#82b5b8;--h3:#2f7d84;--h4:#0b5563;
        --unknown:#dcd9d2}
        @media (prefers-color-scheme:dark){:root{--paper:#14181b;--ink:#e9e6df;--soft:#b3b0a8;--rule:#3a4045;
        --wash:#1d2327;--accent:#7cc4ce;--band:#24474d;--published:#4fb0b8;--rejected:#e58a61;--withdrawn:#a39c8e;
        --lapsed:#b392cf;--open:#262c30;--warn:#ffb594;--warnwash:#33211a;--h0:#22343a;--h1:#27505a;--h2:#2f7480;
        --h3:#57a9b4;--h4:#8fd3db;--unknown:#33383c}}

        """

    private static let page = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",
        "Noto Sans Arabic","Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
        header,main{max-width:46rem;margin-inline:auto;padding-inline:1rem}
        header{padding-block:2.5rem 0}
        h1,h2,.first,.tiles dd,.big{font-family:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,"Noto Serif",
        "Noto Naskh Arabic",serif;font-weight:600;text-wrap:balance}
        h1{font-size:1.35rem;line-height:1.3;margin:0;color:var(--accent)}
        h2{font-size:1.5rem;line-height:1.25;margin:0 0 .4rem}
        h3,.compare .side{font-size:.9rem;margin:0;font-weight:600;color:var(--soft)}
        .by{margin:0 0 .25rem;font-weight:600}
        .when{margin:.25rem 0 0;color:var(--soft);font-size:.9rem}
        .warning{margin:1rem 0 0;padding:.6rem .9rem;background:var(--warnwash);color:var(--warn);
        border-inline-start:4px solid var(--warn)}
        main>section{border-block-start:1px solid var(--rule);padding-block:2rem 1rem;margin-block-start:1.5rem}
        #short{border:0;padding-block:1rem 0;margin:0}
        .first{font-size:clamp(1.4rem,1.1rem + 1.8vw,2.1rem);line-height:1.28;margin:.5rem 0 1.5rem;text-wrap:pretty}
        .intro{margin:0 0 1.25rem;color:var(--soft);max-width:38rem}
        .note{margin:.4rem 0 1rem;color:var(--soft);font-size:.875rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:0 1.25rem;margin:0 0 1.5rem;
        border-block:1px solid var(--rule)}
        .tiles div{display:flex;flex-direction:column;padding-block:.8rem}
        .tiles dd{margin:0;font-size:1.75rem;line-height:1.2;color:var(--accent);font-variant-numeric:lining-nums}
        .tiles dt{font-size:.9rem;line-height:1.35;color:var(--soft)}
        .sentences{margin:0 0 1.5rem;padding-inline-start:1.2rem}
        .sentences li{margin-block:.3rem}
        .sentences li::marker{color:var(--accent)}
        .compare{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.5rem 2rem;
        background:var(--wash);padding:1.1rem 1.25rem;margin-block-end:1rem;border-inline-start:4px solid var(--accent)}
        .compare p{margin:0;font-size:.9rem}
        .compare .big{font-size:1.5rem;line-height:1.3}
        .compare .naive .big{color:var(--soft);text-decoration:line-through;text-decoration-thickness:2px;
        text-decoration-color:var(--rejected)}
        .compare .said{grid-column:1/-1}
        .big small{font-size:.6em;font-family:system-ui,sans-serif;font-weight:400;color:var(--soft)}
        nav ul{list-style:none;margin:1.5rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9rem}
        nav a{display:inline-block;padding-block:.3rem}
        a{color:var(--accent);text-underline-offset:.2em}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}

        """

    private static let tables = """
        .scroll{overflow-x:auto;margin-block:.5rem 1rem}
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums lining-nums}
        caption{text-align:start;font-weight:600;padding-block:.5rem;font-size:1rem}
        th,td{padding:.4rem .6rem;text-align:end;vertical-align:top;border-block-end:1px solid var(--rule)}
        th:first-child,td:first-child{padding-inline-start:0}
        th:last-child,td:last-child{padding-inline-end:0}
        th.t,td.t,tbody th{text-align:start}
        thead th{vertical-align:bottom;color:var(--soft);font-weight:600;border-block-end:2px solid var(--soft)}
        tbody th{font-weight:400;min-width:8rem}
        td small{display:block;color:var(--soft);font-size:.8em;white-space:nowrap}
        .grid td:not(.t){white-space:nowrap}
        .grid td.t{min-width:8.5rem}
        .facts,.narrow{width:auto;min-width:min(100%,30rem)}
        .facts td,.facts th:last-child{text-align:end}
        .told td,.told th:last-child{text-align:start}
        @media (min-width:64rem){.wide{width:62rem;margin-inline:-8rem}}
        .facts td small{display:inline;white-space:normal}
        .facts td{overflow-wrap:anywhere}
        details{margin-block:.25rem 1rem}
        summary{cursor:pointer;color:var(--accent);font-size:.9rem;padding-block:.3rem;width:fit-content}

        """

    private static let figures = """
        figure{margin:1.5rem 0}
        figcaption{font-weight:600;margin-block-end:.5rem}
        figcaption span{font-weight:400;color:var(--soft);font-size:.9rem;margin-inline-start:.6rem}
        svg{display:block;width:100%;height:auto;overflow:visible}
        svg text{font:13px system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;fill:var(--soft);
        font-variant-numeric:tabular-nums}
        svg .value{fill:var(--ink)}
        svg .in{fill:#1d2125}
        svg .light{fill:#fff}
        .axis,.grid{stroke:var(--soft);fill:none}
        .grid{stroke:var(--rule);stroke-dasharray:2 3}
        .curve{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}
        .band{fill:var(--band)}
        .censored{stroke:var(--accent);fill:none;stroke-opacity:.55}
        svg .open{fill:var(--open)}
        .area{stroke:var(--paper);stroke-width:1.5}
        .published{fill:var(--published)}.rejected{fill:var(--rejected)}.withdrawn{fill:var(--withdrawn)}
        .lapsed{fill:var(--lapsed)}
        .bar{fill:var(--published)}.bar.old{fill:var(--rejected)}
        .gap{fill:var(--band)}
        .arrived,.ended{fill:none;stroke-width:2.25;stroke:var(--accent)}
        .ended{stroke:var(--rejected)}
        svg .vote{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:4 3}
        .h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}
        .unknown{fill:var(--unknown)}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.5rem 0;padding:0;font-size:.85rem;
        color:var(--soft)}
        .key{display:inline-block;width:1.1em;height:.8em;margin-inline-end:.4em;border-radius:2px}
        .k-curve,.k-arrived{height:3px;background:var(--accent);vertical-align:middle}
        .k-ended{height:3px;background:var(--rejected);vertical-align:middle}
        .k-band{background:var(--band)}.k-open{background:var(--open);border:1px solid var(--rule)}
        .k-censored{width:2px;background:var(--accent)}
        .k-vote{width:0;border-inline-start:2px dashed var(--ink)}
        .k-published{background:var(--published)}.k-rejected{background:var(--rejected)}
        .k-withdrawn{background:var(--withdrawn)}.k-lapsed{background:var(--lapsed)}.k-unknown{background:var(--unknown)}
        .k-h0{background:var(--h0)}.k-h1{background:var(--h1)}.k-h2{background:var(--h2)}.k-h3{background:var(--h3)}
        .k-h4{background:var(--h4)}
        .smalls{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:1.25rem}
        .small p{margin:0;font-size:.85rem;color:var(--soft)}
        .small .name{font-weight:600;color:var(--ink)}
        @media (max-width:40rem){svg text{font-size:22px}.smalls svg text{font-size:17px}svg .minor{display:none}
        header{padding-block-start:1.25rem}.tiles{grid-template-columns:1fr 1fr}.tiles dd{font-size:1.45rem}}
        @media (prefers-color-scheme:dark){svg .in{fill:#fff}svg .light{fill:#10201f}}

        """

    private static let print = """
        @page{size:A4;margin:18mm 16mm}
        @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--rule:#bbb;--wash:#f4f4f4;
        --accent:#0b5563;--band:#c5dcdf;--published:#0b6e75;--rejected:#c4572f;--withdrawn:#8c8577;--lapsed:#6b4a86;
        --open:#eee;--warn:#8a2f0b;--warnwash:#fbeee6;--h0:#e4eeee;--h1:#b9d5d6;--h2:#82b5b8;--h3:#2f7d84;--h4:#0b5563;
        --unknown:#dcd9d2}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        body{font-size:10pt}header,main{max-width:none;padding:0}nav,details:not([open]){display:none}
        figure,tr,.compare,.tiles,.scroll{break-inside:avoid}h2,.intro,caption{break-after:avoid}.scroll{overflow:visible}
        svg{max-height:80mm}svg .in{fill:#1d2125}svg .light{fill:#fff}}

        """
}
