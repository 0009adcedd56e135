"""What the browser tests rely on: a page that is in trouble fails its test."""


def test_a_blocked_style_is_trouble(page, troubles):
    page.goto("/")
    with page.expect_console_message():
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    assert "Content Security Policy" in troubles[0]
    troubles.clear()


def test_an_exception_is_trouble(page, troubles):
    page.goto("/")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('lost') })")
    assert troubles == ["exception: lost"]
    troubles.clear()


def test_a_missing_page_is_trouble(page, troubles):
    page.goto("/no-such-page/")
    assert "404" in troubles[0]
    troubles.clear()


def test_a_request_to_another_host_is_trouble(page, troubles):
    with page.expect_event("requestfailed"):
        page.set_content("<img src='http://127.0.0.2:9/track.png'>")
    assert "request to another host: http://127.0.0.2:9/track.png" in troubles
    troubles.clear()


def test_axe_finds_a_field_without_a_label_and_leaves_no_trouble(page, axe_violations, troubles):
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input>')")
    assert any(violation.startswith("label: <input") for violation in axe_violations(page))
    page.wait_for_timeout(50)
    assert troubles == []
