from hypothesis import settings
settings.register_profile("deep", max_examples=4000)
