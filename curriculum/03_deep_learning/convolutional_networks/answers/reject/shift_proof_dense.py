"""The dense network, a little smaller: reads what is centred and nothing else."""


# fails: shift_proof-reads_shifted
# %% solution="shift_proof"
def build_shift_proof():
    return nn.Sequential(nn.Flatten(), nn.Linear(256, 60), nn.ReLU(), nn.Linear(60, 10))
