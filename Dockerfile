# syntax=docker/dockerfile:1
# Build:  docker build -t worldbrief .
# Run:    docker run -e TELEGRAM_BOT_TOKEN=… -v worldbrief:/data worldbrief

FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/worldbrief
COPY requirements.lock ./
RUN /opt/worldbrief/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE feeds.yaml ./
COPY bot ./bot
# The build backend is installed for this step alone; it stays in this stage.
RUN /opt/worldbrief/bin/pip install --no-cache-dir --no-deps . \
    && /opt/worldbrief/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN pip uninstall --yes pip setuptools wheel \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin worldbrief \
    && install --directory --owner=worldbrief --group=worldbrief /data
COPY --from=build /opt/worldbrief /opt/worldbrief
ENV PATH=/opt/worldbrief/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BOT_DATA_DIR=/data
USER worldbrief
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
# The bot touches this file every 15 s; one that hangs, or whose digests do not get on, stops touching it.
HEALTHCHECK --interval=60s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, sys, time; sys.exit(time.time() - os.stat(os.environ['BOT_DATA_DIR'] + '/heartbeat').st_mtime > 180)"]
ENTRYPOINT ["worldbrief"]
CMD ["run"]
