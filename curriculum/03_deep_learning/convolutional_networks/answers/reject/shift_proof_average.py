"""Averages over the mostly empty canvas, and has learnt little after 8 epochs."""


# fails: shift_proof-reads_centred, shift_proof-reads_shifted
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(8, 32, 5, padding=2),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )
