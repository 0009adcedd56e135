"""The way of every curator to the desk."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # plain pytest has no Playwright
    from playwright.sync_api import Page


def log_in(page: "Page", name: str = "admin") -> None:
    """Log in as somebody whose password is the word itself, and be at the index of the desk."""
    page.goto("/admin/login/")
    say_who(page, name)
    page.get_by_role("button", name="Log out").wait_for()


def say_who(page: "Page", name: str) -> None:
    """Fill in and send the form of a login that is open."""
    page.fill("#id_username", name)
    page.fill("#id_password", "password")
    page.click("#login-form [type=submit]")
