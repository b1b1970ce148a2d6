"""NumPy moves the axes, the loss is written out, and the model's mode is given back as it was."""


# %% solution="mended_pipeline"
def to_batch(images):
    scaled = images.astype(np.float32) / 255.0
    return torch.from_numpy(np.ascontiguousarray(np.moveaxis(scaled, -1, 1)))


def train_step(model, optimizer, x, y):
    was_training = model.training
    model.train()
    optimizer.zero_grad()
    log_probabilities = torch.log_softmax(model(x), dim=1)
    loss = -log_probabilities[torch.arange(len(y)), y].mean()
    loss.backward()
    optimizer.step()
    model.train(was_training)
    return float(loss.detach())


@torch.no_grad()
def predict_proba(model, x):
    was_training = model.training
    model.eval()
    scores = torch.exp(model(x) - model(x).max(dim=1, keepdim=True).values)
    model.train(was_training)
    return scores / scores.sum(dim=1, keepdim=True)
