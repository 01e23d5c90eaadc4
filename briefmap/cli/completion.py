"""The command that teaches a shell to complete the others."""

from __future__ import annotations

import click

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that teaches a SHELL to complete briefmap's commands.

    \b
    Examples:
      briefmap completion bash >> ~/.bashrc
      briefmap completion zsh >> ~/.zshrc
      briefmap completion fish > ~/.config/fish/completions/briefmap.fish
    """
    from click.shell_completion import get_completion_class

    from briefmap.cli import main

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(main, {}, "briefmap", "_BRIEFMAP_COMPLETE").source())
