"""Squeezes every axis of length one, also that of a batch of one."""


# fails: shift_proof-logits_within_budget
# %% solution="shift_proof"
class Squeezing(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(8, 32, 5, padding=2),
            nn.ReLU(),
            nn.AdaptiveMaxPool2d(1),
        )
        self.head = nn.Linear(32, 10)

    def forward(self, x):
        return self.head(self.features(x).squeeze())


def build_shift_proof():
    return Squeezing()
