"""Returns the loss as a tensor, with its graph, instead of a float."""


# fails: mended_pipeline-training_step
# %% solution="mended_pipeline"
def to_batch(images):
    return torch.tensor(images).permute(0, 3, 1, 2).float() / 255


def train_step(model, optimizer, x, y):
    model.train()
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def predict_proba(model, x):
    model.eval()
    with torch.no_grad():
        return model(x).softmax(dim=1)
