# The worker on a CPU: the maquette, its path tracer and the LLVM that compiles it. Build from the root:
#   docker build -f deploy/worker.Dockerfile -t chiaroscuro-worker .
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CHIAROSCURO_DATA_DIR=/data CHIAROSCURO_CACHE_DIR=/cache
# libllvm19: Mitsuba's compiled variant needs LLVM 16 or newer; without it the renderer is slower.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libllvm19 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements/maquette.lock requirements/finishing.lock requirements/
RUN pip install --no-cache-dir --no-deps -r requirements/maquette.lock -r requirements/finishing.lock
COPY prompts prompts
COPY engine engine
RUN useradd --uid 10001 --create-home chiaroscuro \
    && install -d -o chiaroscuro /data /cache
USER 10001
# The person is baked into the image, so that a new container is ready in seconds.
RUN python -m engine bake
VOLUME /data
ENTRYPOINT ["python", "-m", "engine", "worker"]
