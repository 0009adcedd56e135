import time
from tests.browser.test_pages import KINDS, open_page, site  # noqa
from tests.plugins.browser import WCAG
from axe_playwright_python.sync_playwright import Axe


def test_time(open_page, troubles):
    tot = [0, 0, 0, 0]
    with open_page() as page:
        for path in KINDS:
            t0 = time.time()
            page.goto(path)
            t1 = time.time()
            Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
            t2 = time.time()
            page.emulate_media(color_scheme="dark")
            r = page.evaluate(
                "o => axe.run(document, o).then(r => r.violations.length)",
                {"runOnly": ["color-contrast"], "resultTypes": ["violations"]},
            )
            t3 = time.time()
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 375, "height": 800})
            r2 = page.evaluate(
                "o => axe.run(document, o).then(r => r.violations.length)",
                {"runOnly": WCAG, "resultTypes": ["violations"]},
            )
            t4 = time.time()
            page.set_viewport_size({"width": 1280, "height": 800})
            for i, d in enumerate((t1 - t0, t2 - t1, t3 - t2, t4 - t3)):
                tot[i] += d
            print(path, *(round(x, 2) for x in (t1 - t0, t2 - t1, t3 - t2, t4 - t3)), r, r2)
    print(tot)
    troubles.clear()
