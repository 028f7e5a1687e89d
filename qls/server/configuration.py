"""Settings that a client hands over after ``initialize``, and the files whose change matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from qls.server.session import Session

_WATCHED = ("**/pyproject.toml", "**/*.dist-info", "**/pyvenv.cfg")


class Configuration:
    """Asks clients that can be asked, listens to those that tell."""

    def __init__(self, server: Session) -> None:
        self._server = server

    async def begin(self, params: types.InitializedParams) -> None:
        """After the handshake: watch files, and learn the settings of each folder."""
        if self._server.client.watches_files:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("qls-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self._server.client_register_capability_async(types.RegistrationParams([registration]))
        if await self._ask():  # else what was analysed since stays
            self._server.start_again()

    async def changed(self, params: types.DidChangeConfigurationParams) -> None:
        """Take the settings of the notification, or ask for them where the client can be asked."""
        if self._server.client.configuration:
            news = await self._ask()
        else:
            news = self._server.projects.configure(params.settings)
        if news:
            self._server.start_again()

    async def _ask(self) -> bool:
        """True where the answers are news."""
        server = self._server
        if not server.client.configuration:
            return False
        folders = list(server.projects.folders.items())
        items = [types.ConfigurationItem(section="qls")]
        items += [types.ConfigurationItem(scope_uri=uri, section="qls") for uri, _ in folders]
        try:
            answers = await server.workspace_configuration_async(types.ConfigurationParams(items))
        except JsonRpcException:
            answers = []
        if not answers or all(answer is None for answer in answers):
            return False  # no settings there: those of `initialize` stay
        news = [server.projects.configure(_plain(answers[0]))]
        for (_, folder), answer in zip(folders, answers[1:], strict=False):
            news.append(server.projects.configure(_plain(answer), folder))
        return any(news)


def _plain(value: object) -> object:
    """What a client sent, as plain JSON; the protocol library hands some of it over as named tuples."""
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
