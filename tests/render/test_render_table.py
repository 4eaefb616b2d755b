from vocli.render import RenderOptions, render


def test_show(story):
    print(render(story, "table", RenderOptions()).decode())
    print(render(story, "markdown", RenderOptions()).decode())
    print(render(story, "csv", RenderOptions()).decode())
    print(render(story, "json", RenderOptions()).decode()[:3000])
    print(len(render(story, "xlsx", RenderOptions())))
