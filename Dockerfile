FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ENVIRONMENT=production
RUN useradd --system --create-home --uid 10001 onrecord
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
# Static files depend on no secret: local settings are enough to gather them.
RUN ENVIRONMENT=local SECRET_KEY=only-for-this-step DATABASE_URL=postgres://none/none \
    python manage.py collectstatic --noinput

# Where pictures of statements are kept.
RUN install --directory --owner=onrecord var
USER onrecord
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "config.health"]
CMD ["gunicorn", "--config", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "--access-logfile", "-"]
