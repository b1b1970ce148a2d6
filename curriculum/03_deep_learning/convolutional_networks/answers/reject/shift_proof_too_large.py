"""Buys accuracy with width: over the budget."""


# fails: shift_proof-logits_within_budget
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(20, 40, 5, padding=2),
        nn.ReLU(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(40, 10),
    )
