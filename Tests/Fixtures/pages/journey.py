"""A citizen's way through the pages in Chromium, as one of several languages leads: bill, form, receipt, question, answer, withdrawal.

    journey.py URL HEARBACK SOCKET LANGUAGE SCRIPTS FOLDER

Prints one JSON object: what was found wrong, and what was looked at. Screenshots go to FOLDER."""
import importlib.util
import json
import pathlib
import subprocess
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

URL, HEARBACK, SOCKET, LANGUAGE, SCRIPTS, FOLDER = sys.argv[1:7]
AXE = (pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()
TEXTS = {"ar": "أقترح أن يشمل النقل المدرسي كل الجماعات (وخاصة الفتيات)، ابتداء من 5 كيلومترات.", "fr": "L’article premier devrait nommer les cantines."}
WIDTHS = {"wide": 1100, "phone": 320}


class Journey:
    def __init__(self):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--lang={LANGUAGE}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if SCRIPTS == "off":
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.faults, self.looked = [], []

    def fault(self, text):
        self.faults.append(f"{self.driver.current_url.split('/hbr_')[0]}: {text}")

    def size(self, width, dark):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", dict(width=width, height=900, deviceScaleFactor=1, mobile=False))
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})

    def evaluate(self, expression):
        """Also where the page's own scripts are off; not subject to its content security policy."""
        answer = self.driver.execute_cdp_cmd("Runtime.evaluate", dict(expression=expression, returnByValue=True, awaitPromise=True))
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def look(self, name):
        """Takes the page's picture in both widths and schemes, and has it judged."""
        for shape, width in WIDTHS.items():
            for dark in (False, True):
                self.size(width, dark)
                wide = self.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    self.fault(f"{name} scrolls sideways at {width} px: {wide}")
                self.picture(f"{name}-{shape}-{'dark' if dark else 'light'}", width)
                self.judge(name, shape, dark)
        self.paper(name)
        self.size(WIDTHS["wide"], False)
        if self.evaluate("getComputedStyle(document.documentElement).direction") != ("rtl" if LANGUAGE == "ar" else "ltr"):
            self.fault(f"{name} runs the wrong way")
        self.looked.append(name)

    def paper(self, name):
        """On paper there is nothing to press or to go to."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        for selector in ("nav", "form", ".button", ".more"):
            if self.evaluate(f"[...document.querySelectorAll('{selector}')].some(e => e.offsetParent !== null)"):
                self.fault(f"{name} prints {selector}")
        if self.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)":
            self.fault(f"{name} is not printed on white")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def picture(self, name, width):
        height = min(int(self.evaluate("document.documentElement.scrollHeight")), 6000)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", dict(width=width, height=height, deviceScaleFactor=1, mobile=False))
        self.driver.save_screenshot(str(pathlib.Path(FOLDER) / f"{LANGUAGE}-{name}.png"))

    def judge(self, name, shape, dark):
        if SCRIPTS == "off":
            return
        self.evaluate(AXE + ";0")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = json.loads(self.evaluate(
            f"axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(tags)}}}}}).then(r => JSON.stringify("
            "{faults: r.violations.map(v => v.id + ': ' + v.nodes[0].html + ' ' + v.nodes[0].failureSummary), passes: r.passes.length}))"))
        for text in result["faults"]:
            self.fault(f"{name} {shape} {'dark' if dark else 'light'}: {text}")
        if result["passes"] < 10:
            self.fault(f"axe looked at too little: {result}")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, selector, leaves=True):
        """By keyboard: whoever has no mouse gets as far. Waits for the page that it leads to."""
        element = self.find(selector)
        element.send_keys(Keys.ENTER)
        if leaves:
            WebDriverWait(self.driver, 20).until(staleness_of(element))
            WebDriverWait(self.driver, 20).until(lambda _: self.evaluate("document.readyState") == "complete")

    def text(self):
        return self.find("main").text

    def desk(self, *arguments):
        subprocess.run([HEARBACK, *arguments, "--socket", SOCKET], check=True, capture_output=True)

    def run(self):
        driver = self.driver
        driver.get(f"{URL}/{LANGUAGE}/")
        self.keyboard()
        self.look("front")
        self.press("ul.bills h3 a")
        self.look("bill")
        self.press("a.button")
        self.look("form")
        # Nothing written: the browser, or the page, says what is missing and stays.
        self.press("main form button", leaves=False)
        self.find("#text").send_keys(TEXTS[LANGUAGE])
        if driver.get_cookies():
            self.fault("a cookie was set")
        self.press("main form button")
        self.receipt()
        if SCRIPTS == "on":
            self.burst()
        for path, name in [("statistics", "times"), ("policy", "policy"), ("transparency", "transparency"), ("verify", "verify")]:
            driver.get(f"{URL}/{LANGUAGE}/{path}")
            self.look(name)
        self.noise()

    def keyboard(self):
        """The first stop leads past the navigation, and one can see where one is."""
        self.find("body").send_keys(Keys.TAB)
        focused = self.driver.switch_to.active_element
        if focused.get_attribute("href") is None or not focused.get_attribute("href").endswith("#main"):
            self.fault("the first stop of the tabulator is not the way to the content")
        focused.send_keys(Keys.TAB)
        if self.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none":
            self.fault("what has the focus is not marked")

    def burst(self):
        """A second comment at once is too many from one place; the page's script does the work that lets it in all the same."""
        self.driver.get(f"{URL}/{LANGUAGE}/")
        self.press("ul.bills h3 a")
        self.press("a.button")
        self.find("#text").send_keys("2 " + TEXTS[LANGUAGE])
        self.press("main form button")
        if not self.driver.find_elements(By.CSS_SELECTOR, "form[data-work]"):
            self.fault("no work was asked for")
        if self.find("#text").get_property("value") != "2 " + TEXTS[LANGUAGE]:
            self.fault("the words were lost")
        self.look("burst")
        self.press("main form button")
        if "/receipts/hbr_" not in self.driver.current_url:
            self.fault("the work did not let the comment in")

    def receipt(self):
        driver = self.driver
        address = driver.current_url
        if "/receipts/hbr_" not in address:
            self.fault(f"no receipt: {self.text()}")
            return
        if TEXTS[LANGUAGE] not in self.text():
            self.fault("the receipt does not show the words")
        reference = self.find("h1 bdi").text
        self.look("receipt")
        self.desk("comment", "clarify", reference, "?")
        driver.get(address)
        self.find("#reply").send_keys(TEXTS[LANGUAGE])
        self.look("question")
        self.press("form[action$=clarify] button")
        self.desk("comment", "publish", reference)
        self.desk("comment", "answer", reference, TEXTS[LANGUAGE])
        self.desk("comment", "outcome", reference, "adopted", "--reason", TEXTS[LANGUAGE])
        driver.get(address)
        self.look("told")
        driver.get(f"{URL}/{LANGUAGE}/")
        self.press("ul.bills h3 a")
        if TEXTS[LANGUAGE] not in self.text():
            self.fault("the bill does not show the comment")
        self.look("published")
        driver.get(address)
        self.find("input[name=sure]").send_keys(Keys.SPACE)
        self.press("form[action$=withdraw] button")
        if driver.current_url != address or self.driver.find_elements(By.CSS_SELECTOR, "form[action$=withdraw]"):
            self.fault("the comment could not be withdrawn")
        self.look("withdrawn")

    def noise(self):
        """What the browser complains of: a policy that is broken, a file that is missing."""
        for entry in self.driver.get_log("browser"):
            # The refusal of the burst is what was asked for.
            if " 429 " in entry["message"]:
                continue
            self.faults.append(f"{entry['level']}: {entry['message']}")


journey = Journey()
try:
    journey.run()
finally:
    journey.driver.quit()
print(json.dumps({"faults": journey.faults, "looked": journey.looked}, ensure_ascii=False))
