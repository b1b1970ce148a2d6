"""Two transposes, CrossEntropyLoss as a module, inference mode."""


# %% solution="mended_pipeline"
def to_batch(images):
    x = torch.as_tensor(images)
    return x.transpose(2, 3).transpose(1, 2) / 255


def train_step(model, optimizer, x, y):
    model.train()
    for parameter in model.parameters():
        parameter.grad = None
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def predict_proba(model, x):
    with torch.inference_mode():
        return F.softmax(model.eval()(x), dim=-1)
