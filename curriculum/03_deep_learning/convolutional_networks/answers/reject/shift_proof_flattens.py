"""Flattens the maps, so that the last layer has weights for every position."""


# fails: shift_proof-reads_shifted
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 32, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 4 * 4, 10),
    )
