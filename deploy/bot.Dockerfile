# The bot alone: no torch, no renderer. Build from the repository's root:
#   docker build -f deploy/bot.Dockerfile -t chiaroscuro-bot .
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 CHIAROSCURO_DATA_DIR=/data
WORKDIR /app
COPY requirements/bot.lock requirements/
RUN pip install --no-cache-dir --no-deps -r requirements/bot.lock
COPY prompts prompts
COPY engine engine
COPY bot bot
RUN useradd --uid 10001 --create-home chiaroscuro && install -d -o chiaroscuro /data
USER 10001
VOLUME /data
# Stopped by SIGTERM, as `docker stop` sends it. DISCORD_TOKEN comes from the environment.
ENTRYPOINT ["python", "-m", "bot"]
