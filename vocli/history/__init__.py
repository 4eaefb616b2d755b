"""The store of facts and masked evidence; comes with `vocli weekly`."""
